import { under } from "./under";

/** Traduções do que uma mão faz ao bloco. */

type Texts = Readonly<Record<string, string>>;

const corner: Texts = {
  "layer.label": "Camada",
  "layer.doc": "Camada da célula, 0 a mais baixa.",
  "x.label": "Ao longo de x",
  "x.doc": "Pilar a partir da face alimentada, contado de 0.",
  "y.label": "Ao longo de y",
  "y.doc": "Pilar ao longo da face alimentada, contado de 0.",
};
const { "layer.label": layerLabel = "", "layer.doc": layerDoc = "", ...place } = corner;
const layer: Texts = { "layer.label": layerLabel, "layer.doc": layerDoc };

const LAST = "O outro extremo de uma caixa de células; -1 para o mesmo lugar.";
const box: Texts = {
  ...corner,
  "toLayer.label": "Até a camada",
  "toLayer.doc": LAST,
  "toX.label": "Até x",
  "toX.doc": LAST,
  "toY.label": "Até y",
  "toY.doc": LAST,
};

const kind: Texts = {
  "kind.label": "Tipo",
  "kind.doc": "Como uma célula quebra.",
  "kind.choices.open.label": "Aberta",
  "kind.choices.open.doc": "Nenhuma conexão.",
  "kind.choices.short.label": "Curto",
  "kind.choices.short.doc": "100 Ω, seja o que for que se programe.",
  "kind.choices.stuckOn.label": "Presa ligada",
  "kind.choices.stuckOn.doc": "Tanto quanto uma célula boa pode conduzir.",
  "kind.choices.stuckOff.label": "Presa desligada",
  "kind.choices.stuckOff.doc": "Tão pouco quanto uma célula boa pode conduzir.",
};

export const vrramActionsPtBR: Texts = {
  "program.label": "Programar células",
  "program.doc":
    "Escreve uma condutância em uma célula, ou em todas as de uma caixa, tão bem quanto a tecnologia consegue.",
  ...under("program.params", {
    ...box,
    "conductance.label": "Condutância",
    "conductance.doc": "Condutância a programar; o que a célula não alcança vira o extremo da sua janela.",
  }),
  "break.label": "Quebrar células",
  "break.doc": "Torna uma célula, ou todas as de uma caixa, um curto, um circuito aberto, ou presa.",
  ...under("break.params", { ...box, ...kind }),
  "mend.label": "Consertar células",
  "mend.doc": "Torna uma célula, ou todas as de uma caixa, inteira de novo.",
  ...under("mend.params", box),
  "breakLayer.label": "Quebrar uma camada",
  "breakLayer.doc": "Quebra todas as células de uma camada.",
  ...under("breakLayer.params", { ...layer, ...kind }),
  "drill.label": "Fazer um furo",
  "drill.doc": "Quebra todas as células dos pilares ao redor de um lugar, através de todas as camadas.",
  ...under("drill.params", {
    ...place,
    "radius.label": "Raio",
    "radius.doc": "Em distâncias entre pilares vizinhos; com 0 é um só pilar.",
    ...kind,
  }),
  "inject.label": "Quebrar algumas células",
  "inject.doc": "Quebra uma fração aleatória das células, a cada vez outras.",
  ...under("inject.params", {
    "on.label": "Presas ligadas",
    "on.doc": "Fração das células que quebram.",
    "off.label": "Presas desligadas",
    "off.doc": "Fração das células que quebram.",
  }),
  "plane.label": "Ligar um plano",
  "plane.doc": "Alimenta um plano como a leitura pede, mantém-no em 0 V, ou o deixa flutuar.",
  ...under("plane.params", {
    ...layer,
    "mode.label": "Ligação",
    "mode.doc": "A que o plano está ligado.",
    "mode.choices.driven.label": "Como a leitura pede",
    "mode.choices.driven.doc": "A sua entrada, ou o que fazem os outros planos.",
    "mode.choices.grounded.label": "Aterrado",
    "mode.choices.grounded.doc": "Mantido em 0 V.",
    "mode.choices.floating.label": "Flutuante",
    "mode.choices.floating.doc": "Ligado a nada.",
  }),
};
