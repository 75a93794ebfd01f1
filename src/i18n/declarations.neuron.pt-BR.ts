import { cellPtBR } from "./declarations.neuronModels.pt-BR";
import { under } from "./under";

/** Traduções das declarações do experimento `neuron`. */

type Texts = Readonly<Record<string, string>>;

const stimulus: Texts = {
  "kind.label": "Estímulo",
  "kind.doc": "Como a corrente injetada muda no tempo. É lida no começo de cada passo e mantida até o fim dele.",
  "kind.choices.dc.label": "Degrau",
  "kind.choices.dc.doc": "Uma corrente constante que se liga e, se você quiser, se desliga e torna a ligar.",
  "kind.choices.ramp.label": "Rampa",
  "kind.choices.ramp.doc": "Uma corrente que sobe ou desce de modo constante.",
  "kind.choices.pulses.label": "Pulsos",
  "kind.choices.pulses.doc": "Uma série de pulsos retangulares curtos.",
  "kind.choices.noise.label": "Ruído",
  "kind.choices.noise.doc": "Uma corrente que flutua em torno de uma média (processo de Ornstein-Uhlenbeck).",
  "kind.choices.waveform.label": "Forma de onda",
  "kind.choices.waveform.doc": "Uma corrente sua: pontos ligados por retas.",
  "amplitude.label": "Amplitude",
  "amplitude.doc": "Corrente enquanto o degrau ou o pulso está ligado.",
  "from.label": "De",
  "from.doc": "Corrente em que a rampa começa.",
  "to.label": "Até",
  "to.doc": "Corrente em que a rampa termina.",
  "mean.label": "Média",
  "mean.doc": "Média da corrente que flutua.",
  "sd.label": "Desvio padrão",
  "sd.doc": "Tamanho das flutuações.",
  "tau.label": "Tempo de correlação",
  "tau.doc":
    "Quanto dura uma flutuação. O curso é sorteado em uma grade mais fina que qualquer passo; por isso o passo não o altera.",
  "onset.label": "Início",
  "onset.doc": "Tempo em que o estímulo começa.",
  "duration.label": "Duração",
  "duration.doc":
    "Por quanto tempo fica ligado; 0 significa para sempre. Uma rampa sobe durante esse tempo e depois fica; com 0, salta logo para o fim.",
  "period.label": "Período",
  "period.doc": "Tempo de um começo ao seguinte; 0 significa uma só vez. Um degrau só recomeça se a duração for menor.",
  "width.label": "Largura do pulso",
  "width.doc": "Quanto dura cada pulso.",
  "interval.label": "Intervalo entre pulsos",
  "interval.doc": "Tempo do começo de um pulso ao do seguinte.",
  "count.label": "Pulsos",
  "count.doc": "Quantos pulsos.",
  "times.label": "Tempos",
  "times.doc":
    "Tempos dos pontos da forma de onda, contados a partir do início. Antes do primeiro e depois do último a corrente é 0.",
  "values.label": "Correntes",
  "values.doc": "Correntes nos pontos da forma de onda, tantas quantos os tempos; retas as ligam.",
};

/** Predefinições de fonte frágil dizem isso no fim. */
const TRANSCRIBED = "Não verificado: conhecido por uma única transcrição.";
const REMEMBERED = "Não verificado: de memória, a partir da figura do artigo.";

const presets: Texts = {
  "adaptation.label": "Disparos que se espaçam",
  "adaptation.doc":
    "Cada disparo alimenta uma corrente que segura o seguinte: os intervalos crescem até as duas coisas se equilibrarem.",
  "tonic.label": "Tônico",
  "tonic.doc":
    "Quase sem adaptação: cada reinício cai abaixo da nuliclina de V, e os disparos vêm em intervalos iguais.",
  "adapting.label": "Adaptação",
  "adapting.doc": "Adaptação forte, de longa memória: rápido no começo, lento no fim.",
  "initialBurst.label": "Salva inicial",
  "initialBurst.doc":
    "Uma salva quando a corrente é ligada, depois disparos isolados: os primeiros reinícios caem abaixo da nuliclina de V, os seguintes, acima.",
  "regularBursting.label": "Salvas regulares",
  "regularBursting.doc":
    "O reinício fica acima do limiar, e um disparo segue o outro até que a adaptação encerre a salva.",
  "delayedAccelerating.label": "Atraso e aceleração",
  "delayedAccelerating.doc": `Adaptação negativa: o primeiro disparo tarda, e os seguintes vêm cada vez mais rápido. ${TRANSCRIBED}`,
  "delayedBursting.label": "Salvas regulares com atraso",
  "delayedBursting.doc": `Um começo tardio, depois uma salva após a outra. ${TRANSCRIBED}`,
  "transient.label": "Transitório",
  "transient.doc": "Um disparo no início, depois silêncio enquanto a corrente continua.",
  "irregular.label": "Irregular",
  "irregular.doc": "Nenhum ruído, e mesmo assim não há dois intervalos iguais: caos determinístico.",
  "regularSpiking.label": "Disparo regular",
  "regularSpiking.doc": "A célula excitatória mais comum do córtex: rápida no começo, depois mais lenta.",
  "intrinsicallyBursting.label": "Salvas intrínsecas",
  "intrinsicallyBursting.doc": `Uma salva no início, depois disparos isolados. ${REMEMBERED}`,
  "chattering.label": "Tagarela",
  "chattering.doc": "Uma salva após a outra: reinício alto e pequeno salto da recuperação.",
  "fastSpiking.label": "Disparo rápido",
  "fastSpiking.doc": "Célula inibitória que não desacelera: a recuperação é rápida.",
  "lowThreshold.label": "Baixo limiar",
  "lowThreshold.doc": "Célula inibitória que dispara cedo e depois desacelera.",
  "thalamocortical.label": "Talamocortical",
  "thalamocortical.doc": `Célula retransmissora do tálamo a partir do repouso: disparos regulares. ${REMEMBERED}`,
  "resonator.label": "Ressonador",
  "resonator.doc": `Responde melhor a entradas do seu próprio ritmo. ${REMEMBERED}`,
  "rebound.label": "Salva de rebote",
  "rebound.doc": `Uma célula retransmissora, mantida muito abaixo do repouso e então solta, dispara sem nenhuma excitação. ${REMEMBERED}`,
  "modes.label": "Mapa publicado ou equações",
  "modes.doc": "A mesma célula como o artigo a avança, de 1 em 1 ms, e como dizem suas equações: a taxa dobra.",
  "modesSeed.label": "Congelada após cada disparo",
  "modesSeed.doc":
    "Um passo de Euler por milissegundo e 3 ms de pausa após um disparo, como no projeto de origem, ao lado das equações.",
  "lifCurve.label": "A célula mais simples",
  "lifCurve.doc":
    "Um capacitor com vazamento e um limiar: silêncio abaixo de 375 pA; acima, a taxa medida fica sobre a forma fechada.",
  "hodgkinHuxley.label": "Axônio de lula",
  "hodgkinHuxley.doc":
    "10 µA/cm² fazem os canais abrir e fechar em sequência: o sódio inicia cada disparo, o potássio o encerra.",
  "reduced.label": "Axônio ou capacitor",
  "reduced.doc":
    "O axônio de lula ao lado de um capacitor com vazamento que tem a membrana dele e quase a mesma taxa. Baixe a corrente: o axônio para de uma vez, perto de 50 Hz; o capacitor desacelera até cerca de 35 Hz antes de parar.",
  "stepSize.label": "De que tamanho o passo?",
  "stepSize.doc":
    "A mesma célula por Euler explícito e tão exata quanto possível: divida o passo por dois e veja quanto os disparos se movem.",
  "rampHopf.label": "Rampa lenta",
  "rampHopf.doc":
    "Uma rampa lenta encontra a verdadeira perda do repouso, 627 pA; um degrau faz a célula disparar já com 577 pA, porque a adaptação se atrasa.",
};

const channels: Texts = {
  Spikes: "Disparos",
  "Every spike, with its time within the step.": "Cada disparo, com seu instante dentro do passo.",
  "First cell": "Primeira célula",
  "Second cell": "Segunda célula",
  "Membrane potential": "Potencial de membrana",
  "Potential of every cell. At a spike two samples share a step: where the spike is cut, and after the reset.":
    "Potencial de cada célula. Em um disparo, duas amostras dividem um passo: onde o disparo é cortado e após o reinício.",
  threshold: "limiar",
  "Other variables": "Outras variáveis",
  "What works below the potential: adaptation, recovery, gates of channels.":
    "O que age por baixo do potencial: adaptação, recuperação, portões dos canais.",
  "Adaptation current": "Corrente de adaptação",
  "Adaptation current, second cell": "Corrente de adaptação, segunda célula",
  "Recovery variable": "Variável de recuperação",
  "Recovery variable, second cell": "Variável de recuperação, segunda célula",
  "Sodium activation": "Ativação do sódio",
  "Sodium inactivation": "Inativação do sódio",
  "Potassium activation": "Ativação do potássio",
  "Sodium activation, second cell": "Ativação do sódio, segunda célula",
  "Sodium inactivation, second cell": "Inativação do sódio, segunda célula",
  "Potassium activation, second cell": "Ativação do potássio, segunda célula",
  "Injected current": "Corrente injetada",
  "The current into every cell: stimulus and injected pulses.":
    "A corrente que entra em cada célula: estímulo e pulsos injetados.",
  "State plane": "Plano de estados",
  "State plane, second cell": "Plano de estados, segunda célula",
  "The two variables of the first cell under the present current: where each stands still, where the state flows, and what a spike does.":
    "As duas variáveis da primeira célula sob a corrente atual: onde cada uma fica parada, para onde o estado flui e o que faz um disparo.",
  "The two variables of the second cell under the present current: where each stands still, where the state flows, and what a spike does.":
    "As duas variáveis da segunda célula sob a corrente atual: onde cada uma fica parada, para onde o estado flui e o que faz um disparo.",
  "Membrane potential stands still": "Potencial de membrana parado",
  "Adaptation current stands still": "Corrente de adaptação parada",
  "Recovery variable stands still": "Variável de recuperação parada",
  Orbit: "Órbita",
  "Orbit, second cell": "Órbita, segunda célula",
  "The way of the first cell through its state plane. At a spike two samples share a step: before and after the reset.":
    "O caminho da primeira célula pelo seu plano de estados. Em um disparo, duas amostras dividem um passo: antes e depois do reinício.",
  "The way of the second cell through its state plane. At a spike two samples share a step: before and after the reset.":
    "O caminho da segunda célula pelo seu plano de estados. Em um disparo, duas amostras dividem um passo: antes e depois do reinício.",
  "Rate against current": "Taxa por corrente",
  "Steady firing rate under constant currents, measured on cells of their own: intervals that end in the second half of one second.":
    "Taxa de disparo estacionária sob correntes constantes, medida em células à parte: intervalos que terminam na segunda metade de um segundo.",
  Current: "Corrente",
  Rate: "Taxa",
  "Closed form": "Forma fechada",
  Hopf: "Hopf",
  "saddle-node": "sela-nó",
  "Inverse mean of the intervals of the first cell that ended within the last second; 0 without any.":
    "Inverso da média dos intervalos da primeira célula que terminaram no último segundo; 0 se não houver nenhum.",
  "Rate, second cell": "Taxa, segunda célula",
  "The same of the second cell.": "O mesmo da segunda célula.",
  "Rate in theory": "Taxa teórica",
  "Steady rate of the first cell under the present current, where a closed form exists.":
    "Taxa estacionária da primeira célula sob a corrente atual, onde existe uma forma fechada.",
  "Last interval": "Último intervalo",
  "Time between the last two spikes of the first cell.": "Tempo entre os dois últimos disparos da primeira célula.",
  Latency: "Latência",
  "Time to the first spike of the first cell since the stimulus came on, or since it or the cell was changed.":
    "Tempo até o primeiro disparo da primeira célula desde que o estímulo começou, ou desde que ele ou a célula mudou.",
  "Diverged: the step is too large": "Divergiu: o passo é grande demais",
  "1 when a cell left every sensible range within the last second, because the step is too large; 0 otherwise.":
    "1 quando, no último segundo, uma célula saiu de qualquer faixa razoável, porque o passo é grande demais; senão, 0.",
  "Converged copy": "Cópia convergida",
  "Error of the potential": "Erro do potencial",
  "Potential of the first cell minus that of its converged copy.":
    "Potencial da primeira célula menos o da sua cópia convergida.",
  Error: "Erro",
  "Error of the spike time": "Erro do tempo de disparo",
  "Time of the latest spike that first cell and converged copy have both fired, minus its time in the copy.":
    "Tempo do último disparo que a primeira célula e a cópia convergida já deram, menos o tempo dele na cópia.",
};

export const neuronPtBR: Texts = {
  title: "Neurônios: uma corrente, muitas respostas",
  summary:
    "Injete uma corrente na célula que escolher e veja, no seu plano de estados, por que ela dispara como dispara.",

  ...under("params", {
    "model.label": "Modelo",
    "model.doc": "Equações da célula na bancada.",
    ...cellPtBR,
    ...under("stimulus", stimulus),
    ...under("second", {
      "model.label": "Segunda célula",
      "model.doc": "Outra célula que recebe a mesma corrente: outro modelo, ou o mesmo com outros parâmetros.",
      "model.choices.none.label": "Nenhuma",
      "model.choices.none.doc": "Uma só célula.",
      ...cellPtBR,
    }),
    "dt.label": "Passo de tempo",
    "dt.doc": "Duração de um passo da simulação; cada opção divide um milissegundo.",
    "reference.label": "Cópia convergida",
    "reference.doc":
      "Executa uma cópia da primeira célula com passos tão pequenos que outros menores nada mudam, e mostra a diferença.",
  }),
  ...under("groups", { neuron: "Neurônio", stimulus: "Estímulo", second: "Segunda célula", numerics: "Numérica" }),
  ...under("presets", presets),
  ...under("actions.inject", {
    label: "Injetar um pulso",
    doc: "Soma um pulso retangular de corrente, a partir de agora.",
    "params.amplitude.label": "Amplitude",
    "params.amplitude.doc": "Corrente do pulso, somada ao estímulo.",
    "params.duration.label": "Duração",
    "params.duration.doc": "Quanto dura o pulso; ao menos um passo.",
  }),
  ...under("files.waveform", {
    label: "Forma de onda da corrente",
    doc: "Duas colunas, tempo em ms e corrente em pA, com tempos crescentes; retas ligam os pontos.",
  }),
  ...under("validity", {
    0: "Os dois padrões AdEx com atraso vêm de uma transcrição que foi ajustada para reproduzir as figuras publicadas; os tipos de Izhikevich com salvas intrínsecas, talamocortical e ressonador são de memória, a partir da figura do artigo.",
    1: "A entrada de Izhikevich não tem unidade, e a de Hodgkin-Huxley é uma densidade; 50 pA por unidade e uma membrana de 5000 µm² são escolhas do laboratório, para que um mesmo estímulo em pA sirva a todos os modelos.",
    2: "O estímulo é lido no começo de cada passo e mantido até o fim dele, também na cópia convergida: o erro mostrado é só o da integração.",
    3: "A curva das taxas parte, em cada célula, do estado inicial com a corrente já ligada, e tem apenas um segundo: de células que disparam ou se calam conforme a sua história, mostra um só ramo.",
    4: "Um só compartimento, sem sinapses e sem ruído dos canais.",
  }),
  ...under("channels", channels),
};
