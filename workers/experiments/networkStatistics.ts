import type { Kernel } from "../memory/kernel";
import type { Population } from "../network/population";
import { scalarSource } from "../network/record";
import { ActiveShare, RateRecorder } from "../network/statistics";
import { IntervalStatistics } from "../network/statisticsIntervals";
import { SpectrumSource } from "../network/statisticsSpectrum";
import type { ChannelSource } from "./_experiment";
import { activeEvery, fineEvery, kindsOf, rateEvery, SAMPLED } from "./networkChannels";
import { type NetworkParams, stepOf } from "./networkParams";

/** Statistics of the spikes of a network, all outside its state. */

/** What spectra look back on, and the length of one segment: about half a second, frequencies 2 Hz apart. */
const SPECTRUM_MS = 4096;
const SEGMENT_MS = 512;
const REFRESH_MS = 200;
/** Where the strongest rhythm is looked for, Hz, as far as the bins allow. */
const PEAK = [4, 1000] as const;
/** Stretch over which rates are told, ms. */
const MEAN_MS = 1000;

export function statisticsOf(kernel: Kernel, population: Population, params: NetworkParams) {
  const h = stepOf(params);
  const groups = kindsOf(params);
  const rate = new RateRecorder(kernel, population, { groups, every: rateEvery(params), h, history: MEAN_MS });
  const fineSteps = fineEvery(params);
  const perMs = Math.round(1 / (fineSteps * h));
  const fine = new RateRecorder(kernel, population, { groups, every: fineSteps, h, history: SPECTRUM_MS * perMs });
  const spectrum = new SpectrumSource(kernel, fine, { segment: SEGMENT_MS * perMs, refresh: REFRESH_MS, peak: PEAK });
  const intervals = new IntervalStatistics(kernel, population, { groups, sampled: SAMPLED, h });
  const active = new ActiveShare(kernel, population, { every: activeEvery(params), h });
  const channels: Readonly<Record<string, ChannelSource>> = {
    rate,
    spectrum: {
      get revision() {
        return spectrum.revision;
      },
      take() {
        fine.clear();
        return spectrum.take();
      },
      // Of the fine rate only the spectrum is shown.
      clear: () => fine.clear(),
    },
    isi: intervals.isi,
    cv: intervals.cv,
    active,
    activeShare: scalarSource(() => active.latest),
    fano: scalarSource(() => active.fano),
    rateE: scalarSource(() => rate.mean(0, MEAN_MS)),
    rateI: scalarSource(() => rate.mean(1, MEAN_MS)),
    meanCv: scalarSource(() => intervals.meanCv),
    peakFrequency: scalarSource(() => spectrum.peak),
  };
  return {
    recorders: [rate, fine, intervals, active],
    channels,
    /** Spectrum and intervals look back for seconds: without this they would mix the regimes before and after an edit. */
    forget() {
      fine.forget();
      intervals.forget();
    },
  };
}
