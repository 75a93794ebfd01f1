import { createContext } from "react";

/** What views say by themselves; labels of quantities come with their channel. `{name}` is filled in. */

export const VIEW_STRINGS_EN = {
  "empty.spikes": "Press play to see spikes",
  "empty.trace": "Press play to see this signal",
  "empty.vector": "Press play to see values",
  "empty.curve": "No curve for these settings",
  "axis.time": "Time",
  "axis.last": "last {span}",
  "axis.rate": "Rate",
  "axis.count": "Count",
  "axis.interval": "Interval Δt = tₚₒₛₜ − tₚᵣₑ",
  "axis.change": "Weight change Δw",
  "describe.button": "Describe this view",
  "describe.keys": "Arrow keys move a reading cursor, Enter selects, Escape clears.",
  "describe.empty": "Nothing to show yet.",
  "raster.describe": "Spike raster, last {span}. {parts}.",
  "raster.part": "{label}: {count} spikes, {rate} on average",
  "raster.neuron": "neuron {index}",
  "raster.size": "n = {count}",
  "trace.describe": "Signals over time, {span} shown. {parts}.",
  "histogram.describe": "Histogram of {label}. {parts}.",
  "histogram.part": "{label}: {count} values, mean {mean}, half of them between {low} and {high}",
  "histogram.mean": "mean {mean}",
  "histogram.outside": "outside {low} to {high}: {count}",
  "scatter.describe": "{label} by {index}. {parts}.",
  "scatter.part": "{label}: mean {mean}, from {low} to {high}",
  "scatter.average": "moving average of {count}",
  "curve.describe": "{y} over {x}. {parts}.",
  "curve.part": "{label}: from {first} to {last}",
  "curve.present": "now {value}",
  "window.title": "STDP window",
  "window.potentiation": "potentiation",
  "window.depression": "depression",
  "window.curve": "rule at w = {w}",
  "window.curveAny": "rule, any weight",
  "window.curveTriplet": "pair part of the triplet rule",
  "window.faint": "at w = {low} and {high}",
  "window.ratio": "Depression to potentiation, area ratio",
  "window.dragMe": "drag me",
  "window.describe":
    "Potentiation {aPlus} decaying over {tauPlus}; depression {aMinus} decaying over {tauMinus}; area ratio of depression to potentiation {ratio}. {pairs} recent weight changes shown.",
  "window.at": "Δt {interval}: Δw {change}",
  "window.pair": "measured: Δt {interval}, Δw {change}, w {weight}",
  "protocol.title": "Pairing protocol",
  "protocol.pre": "Pre",
  "protocol.post": "Post",
  "protocol.now": "now",
  "protocol.zoomIn": "Zoom in",
  "protocol.zoomOut": "Zoom out",
  "protocol.fit": "Fit",
  "protocol.hint": "Drag a spike to move it; double-click or Enter adds one, Delete removes it.",
  "protocol.spike": "{row} spike {index} of {count} at {time}",
  "protocol.describe":
    "Pairing protocol of {duration}: {pre} presynaptic and {post} postsynaptic spikes, {changes} weight changes so far, weight {weight}.",
  "protocol.keys":
    "Left and right choose a spike, up and down the neuron, Shift with left or right moves it by one time step, Enter adds, Delete removes, plus and minus zoom.",
  "protocol.arrow": "{from} to {to}: Δt {interval}, Δw {change}",
} as const;

export type ViewStringKey = keyof typeof VIEW_STRINGS_EN;

export const VIEW_STRINGS_PT: Readonly<Record<ViewStringKey, string>> = {
  "empty.spikes": "Inicie a simulação para ver disparos",
  "empty.trace": "Inicie a simulação para ver este sinal",
  "empty.vector": "Inicie a simulação para ver valores",
  "empty.curve": "Não há curva para estes ajustes",
  "axis.time": "Tempo",
  "axis.last": "últimos {span}",
  "axis.rate": "Taxa",
  "axis.count": "Contagem",
  "axis.interval": "Intervalo Δt = tₚₒₛ − tₚᵣₑ",
  "axis.change": "Variação do peso Δw",
  "describe.button": "Descrever esta vista",
  "describe.keys": "As setas movem um cursor de leitura, Enter seleciona, Escape limpa.",
  "describe.empty": "Ainda não há nada para mostrar.",
  "raster.describe": "Raster de disparos, últimos {span}. {parts}.",
  "raster.part": "{label}: {count} disparos, {rate} em média",
  "raster.neuron": "neurônio {index}",
  "raster.size": "n = {count}",
  "trace.describe": "Sinais no tempo, {span} à vista. {parts}.",
  "histogram.describe": "Histograma de {label}. {parts}.",
  "histogram.part": "{label}: {count} valores, média {mean}, metade deles entre {low} e {high}",
  "histogram.mean": "média {mean}",
  "histogram.outside": "fora de {low} a {high}: {count}",
  "scatter.describe": "{label} por {index}. {parts}.",
  "scatter.part": "{label}: média {mean}, de {low} a {high}",
  "scatter.average": "média móvel de {count}",
  "curve.describe": "{y} em função de {x}. {parts}.",
  "curve.part": "{label}: de {first} a {last}",
  "curve.present": "agora {value}",
  "window.title": "Janela de STDP",
  "window.potentiation": "potenciação",
  "window.depression": "depressão",
  "window.curve": "regra em w = {w}",
  "window.curveAny": "regra, qualquer peso",
  "window.curveTriplet": "parte de pares da regra de tripletos",
  "window.faint": "em w = {low} e {high}",
  "window.ratio": "Depressão sobre potenciação, razão das áreas",
  "window.dragMe": "arraste-me",
  "window.describe":
    "Potenciação {aPlus} que decai em {tauPlus}; depressão {aMinus} que decai em {tauMinus}; razão das áreas de depressão e potenciação {ratio}. {pairs} variações recentes do peso à vista.",
  "window.at": "Δt {interval}: Δw {change}",
  "window.pair": "medido: Δt {interval}, Δw {change}, w {weight}",
  "protocol.title": "Protocolo de pareamento",
  "protocol.pre": "Pré",
  "protocol.post": "Pós",
  "protocol.now": "agora",
  "protocol.zoomIn": "Aproximar",
  "protocol.zoomOut": "Afastar",
  "protocol.fit": "Ajustar",
  "protocol.hint": "Arraste um disparo para movê-lo; clique duplo ou Enter cria um, Delete remove.",
  "protocol.spike": "{row}: disparo {index} de {count} em {time}",
  "protocol.describe":
    "Protocolo de pareamento de {duration}: {pre} disparos pré-sinápticos e {post} pós-sinápticos, {changes} variações do peso até agora, peso {weight}.",
  "protocol.keys":
    "Esquerda e direita escolhem um disparo, acima e abaixo o neurônio, Shift com esquerda ou direita o move em um passo de tempo, Enter cria, Delete remove, mais e menos mudam a escala.",
  "protocol.arrow": "de {from} a {to}: Δt {interval}, Δw {change}",
};

export type ViewText = (key: ViewStringKey, values?: Readonly<Record<string, string | number>>) => string;

export const viewText =
  (table: Readonly<Record<ViewStringKey, string>>): ViewText =>
  (key, values = {}) =>
    table[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

export const VIEW_TEXT = { en: viewText(VIEW_STRINGS_EN), "pt-BR": viewText(VIEW_STRINGS_PT) } as const;

/** The language of the views; the shell provides it. */
export const ViewTextContext = createContext<ViewText>(VIEW_TEXT.en);
