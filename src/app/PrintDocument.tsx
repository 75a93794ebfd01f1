import type { MDXContent } from "mdx/types";
import type { ExperimentId } from "../../workers/catalog";
import type { Experiment } from "../../workers/experiments/_experiment";
import { presetParams } from "../../workers/params/presets";
import type { ParamSpec } from "../../workers/params/schema";
import { changedPaths, getParam, isActive, sameValue } from "../../workers/params/validate";
import type { ParamTree, ParamValue } from "../../workers/protocol";
import { formatField } from "../controls/number";
import { EXPERIMENTS } from "../experiments/declarations";
import { useDeclared, useLanguage, useT } from "../i18n";
import { PrintedLesson } from "../lessons/PrintedLesson";
import { feed } from "../stores/feed";
import { paramSpecs, useLab } from "../stores/labStore";
import { tellTime } from "../stores/told";
import { unitText } from "../ui/format";
import { MathSymbol } from "../ui/MathSymbol";

export interface PrintedPicture {
  readonly name: string;
  readonly title: string;
  /** From the views' own painters, with every text escaped. */
  readonly svg: string;
}

const presetOf = (experiment: Experiment, params: ParamTree): string | undefined =>
  Object.keys(experiment.presets).find(
    (id) => changedPaths(experiment.schema, presetParams(experiment, id), params).length === 0,
  );

function Changed({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const say = useDeclared();
  const params = useLab((state) => state.params);
  const present = (spec: ParamSpec): ParamValue => getParam(params, spec.path) ?? spec.default;
  const rows = paramSpecs(experiment).filter(
    (spec) => isActive(spec, params) && !sameValue(present(spec), spec.default),
  );
  const text = (spec: ParamSpec, value: ParamValue): string => {
    const key = `${experiment}.params.${spec.path}`;
    if (spec.kind === "choice")
      return say(`${key}.choices.${value}.label`, spec.choices.find((c) => c.value === value)?.label ?? String(value));
    if (spec.kind === "flag") return t(value === true ? "print.yes" : "print.no");
    const numbers = typeof value === "object" ? value : [Number(value)];
    return `${numbers.map(formatField).join(", ")} ${unitText(spec.unit)}`.trim();
  };
  if (rows.length === 0) return <p>{t("print.unchanged")}</p>;
  return (
    <table>
      <caption>{t("print.changed")}</caption>
      <tbody>
        {rows.map((spec) => (
          <tr key={spec.path}>
            <th scope="row">{say(`${experiment}.params.${spec.path}.label`, spec.label)}</th>
            <td>
              <MathSymbol tex={spec.symbol} />
            </td>
            <td>{text(spec, present(spec))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Props {
  readonly experiment: ExperimentId;
  readonly pictures: readonly PrintedPicture[];
  /** Titles of the views that could not be drawn. */
  readonly missing: readonly string[];
  readonly lesson: MDXContent | null;
}

/** What a sheet of paper says about the run: what it is, the lesson, the views and the sources. */
export function PrintDocument({ experiment, pictures, missing, lesson }: Props) {
  const t = useT();
  const say = useDeclared();
  const language = useLanguage();
  const { params, seed } = useLab.getState();
  const declaration: Experiment = EXPERIMENTS[experiment];
  const id = presetOf(declaration, params);
  const preset = id === undefined ? undefined : declaration.presets[id];
  const presetText = preset === undefined ? t("print.edited") : say(`${experiment}.presets.${id}.label`, preset.label);
  const sources = [...declaration.sources, ...declaration.models(params as never).flatMap((model) => model.sources)];
  const cited = [...new Map(sources.map((source) => [source.citation, source])).values()];
  return (
    <>
      <header>
        <p data-brand>{t("app.name")}</p>
        <h1>{say(`${experiment}.title`, declaration.title)}</h1>
        <p>{say(`${experiment}.summary`, declaration.summary)}</p>
        <dl>
          <dt>{t("print.preset")}</dt>
          <dd>
            {presetText}
            {preset?.cite === undefined ? null : ` (${preset.cite})`}
          </dd>
          <dt>{t("print.seed")}</dt>
          <dd>{seed}</dd>
          <dt>{t("print.time")}</dt>
          <dd>{tellTime(feed.clock().time)}</dd>
        </dl>
        <Changed experiment={experiment} />
      </header>
      {lesson === null ? null : <PrintedLesson lesson={lesson} language={language} />}
      <section>
        <h2>{t("print.views")}</h2>
        <div data-pictures>
          {pictures.map(({ name, title, svg }) => (
            <figure key={name}>
              <figcaption>{title}</figcaption>
              <div
                // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by the views themselves, every text escaped
                dangerouslySetInnerHTML={{ __html: svg }}
              />
            </figure>
          ))}
        </div>
        {missing.length === 0 ? null : <p>{t("print.missing", { views: missing.join(", ") })}</p>}
      </section>
      <section>
        <h2>{t("print.sources")}</h2>
        <ul>
          {cited.map(({ citation, doi }) => (
            <li key={citation}>
              {citation}
              {doi === undefined ? null : `, https://doi.org/${doi}`}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
