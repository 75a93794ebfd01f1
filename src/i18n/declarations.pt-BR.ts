import { crossbarPtBR } from "./declarations.crossbar.pt-BR";
import { devicePtBR } from "./declarations.device.pt-BR";
import { growthPtBR } from "./declarations.growth.pt-BR";
import { networkPtBR } from "./declarations.network.pt-BR";
import { neuronPtBR } from "./declarations.neuron.pt-BR";
import { rewiringPtBR } from "./declarations.rewiring.pt-BR";
import { scriptNotesPtBR } from "./declarations.scripts.pt-BR";
import { vrramPtBR } from "./declarations.vrram.pt-BR";
import { under } from "./under";

/** Traduções das declarações, sob chaves derivadas do catálogo; um teste mantém os conjuntos de chaves iguais. */

const stdp = {
  title: "STDP: quais sinapses vencem?",
  summary: "Mil sinapses competem por um neurônio; arraste a janela que decide quem vence.",

  ...under("params.setup", {
    label: "Montagem",
    doc: "Muitas sinapses que competem, ou uma única sinapse sob a lupa.",
    "choices.population.label": "População",
    "choices.population.doc": "Um neurônio com muitas entradas plásticas (Song, Miller & Abbott 2000).",
    "choices.protocol.label": "Protocolo",
    "choices.protocol.doc": "Uma sinapse cujos dois neurônios disparam sob comando.",
  }),

  ...under("params.rule", {
    "enabled.label": "Plasticidade",
    "enabled.doc": "Desligada: os pesos ficam exatamente como estão; os traços continuam.",
    "family.label": "Regra",
    "family.doc": "Somente pares de disparos, ou pares e tripletos.",
    "family.choices.pair.label": "STDP de pares",
    "family.choices.pair.doc": "A variação de um par depende apenas do seu intervalo.",
    "family.choices.triplet.label": "STDP de tripletos",
    "family.choices.triplet.doc": "A variação depende também do disparo anterior (Pfister & Gerstner 2006).",
    "aPlus.label": "Amplitude da potenciação",
    "aPlus.doc": "Peso ganho por um par pré antes de pós quando o intervalo tende a zero.",
    "aMinus.label": "Amplitude da depressão",
    "aMinus.doc": "Peso perdido por um par pós antes de pré quando o intervalo tende a zero.",
    "tauPlus.label": "Constante de tempo da potenciação",
    "tauPlus.doc": "Por quanto tempo um disparo pré-sináptico é lembrado.",
    "tauMinus.label": "Constante de tempo da depressão",
    "tauMinus.doc": "Por quanto tempo um disparo pós-sináptico é lembrado.",
    "pairing.label": "Esquema de pareamento",
    "pairing.doc": "Quais pares de disparos contam.",
    "pairing.choices.all-to-all.label": "Todos com todos",
    "pairing.choices.all-to-all.doc":
      "Cada disparo pré-sináptico forma par com cada disparo pós-sináptico; os traços se somam.",
    "pairing.choices.nearest.label": "Vizinho mais próximo (simétrico)",
    "pairing.choices.nearest.doc":
      "Cada disparo forma par somente com o último disparo do parceiro; os traços voltam a 1 (Morrison, Diesmann & Gerstner 2008).",
    "dependence.label": "Dependência do peso",
    "dependence.doc": "Como a variação depende do peso atual.",
    "dependence.choices.additive.label": "Aditiva",
    "dependence.choices.additive.doc":
      "A variação não depende do peso; limites rígidos a detêm (Song, Miller & Abbott 2000).",
    "dependence.choices.van-rossum.label": "Depressão multiplicativa",
    "dependence.choices.van-rossum.doc":
      "A depressão cresce com o peso, a potenciação não (van Rossum, Bi & Turrigiano 2000).",
    "dependence.choices.guetig.label": "Gütig: limites suaves, expoente μ",
    "dependence.choices.guetig.doc":
      "A potenciação escala com (1−w)^μ e a depressão com w^μ; μ leva da regra aditiva (0) à multiplicativa (1) (Gütig et al. 2003).",
    "dependence.choices.power-law.label": "Lei de potência",
    "dependence.choices.power-law.doc":
      "A potenciação escala com w₀^(1−μ) w^μ e a depressão com w (Morrison, Aertsen & Diesmann 2007).",
    "mu.label": "Expoente do peso",
    "mu.doc": "Com 0 a variação não depende do peso; com 1 é proporcional a ele.",
    "w0.label": "Peso de referência",
    "w0.doc": "Peso em que a lei de potência potencia tanto quanto a regra aditiva multiplicada por esse peso.",
  }),

  ...under("params.triplet", {
    "a2Plus.label": "Potenciação por pares",
    "a2Plus.doc": "Potenciação devida apenas a um par pré antes de pós.",
    "a3Plus.label": "Potenciação por tripletos",
    "a3Plus.doc": "Potenciação adicional por tripletos pós-pré-pós, proporcional ao traço pós-sináptico lento.",
    "a2Minus.label": "Depressão por pares",
    "a2Minus.doc": "Depressão devida apenas a um par pós antes de pré.",
    "a3Minus.label": "Depressão por tripletos",
    "a3Minus.doc": "Depressão adicional por tripletos pré-pós-pré, proporcional ao traço pré-sináptico lento.",
    "tauX.label": "Constante de tempo pré-sináptica lenta",
    "tauX.doc": "Por quanto tempo se lembra do penúltimo disparo pré-sináptico.",
    "tauY.label": "Constante de tempo pós-sináptica lenta",
    "tauY.doc": "Por quanto tempo se lembra do penúltimo disparo pós-sináptico.",
  }),

  ...under("params.population", {
    "inputs.label": "Entradas excitatórias",
    "inputs.doc": "Número de sinapses plásticas, cada uma com seu próprio trem de Poisson.",
    "rate.label": "Taxa de entrada",
    "rate.doc": "Taxa de cada entrada excitatória. A STDP aditiva mantém a taxa de saída quase independente dela.",
    "correlatedShare.label": "Fração correlacionada",
    "correlatedShare.doc": "Fração das entradas (as primeiras) que copiam disparos de um trem comum.",
    "correlation.label": "Correlação",
    "correlation.doc":
      "Probabilidade de uma entrada correlacionada copiar um disparo do trem comum; é igual à correlação de contagem entre pares.",
    "inhibitory.label": "Entradas inibitórias",
    "inhibitory.doc": "Número de sinapses inibitórias estáticas.",
    "inhibitoryRate.label": "Taxa inibitória",
    "inhibitoryRate.doc": "Taxa de cada entrada inibitória.",
    "initial.label": "Pesos iniciais",
    "initial.doc": "Distribuição dos pesos no início.",
    "initial.choices.uniform.label": "Uniforme em [0, 1]",
    "initial.choices.uniform.doc": "Cada peso é sorteado.",
    "initial.choices.half.label": "Todos em 0,5",
    "initial.choices.half.doc": "Todos os pesos começam no meio.",
    "gMax.label": "Condutância máxima",
    "gMax.doc": "Condutância de uma sinapse excitatória de peso 1.",
    "gInh.label": "Condutância inibitória",
    "gInh.doc": "Condutância de uma sinapse inibitória.",
    "eInh.label": "Potencial de reversão inibitório",
    "eInh.doc": "Potencial para o qual a inibição puxa a membrana.",
    "tauSyn.label": "Constante de tempo sináptica",
    "tauSyn.doc": "Decaimento das condutâncias excitatórias e inibitórias.",
    "tauM.label": "Constante de tempo da membrana",
    "tauM.doc": "Constante de tempo de vazamento do neurônio de saída.",
    "eL.label": "Potencial de vazamento",
    "eL.doc": "Potencial em repouso.",
    "threshold.label": "Limiar",
    "threshold.doc": "Potencial em que o neurônio dispara.",
    "reset.label": "Potencial de reinício",
    "reset.doc": "Potencial logo após um disparo.",
  }),

  ...under("params.protocol", {
    "kind.label": "Estímulo",
    "kind.doc": "Quais disparos os dois neurônios são levados a emitir.",
    "kind.choices.pairs.label": "Pares",
    "kind.choices.pairs.doc": "Um disparo pré-sináptico e um pós-sináptico, repetidos.",
    "kind.choices.pre-post-pre.label": "Tripletos pré-pós-pré",
    "kind.choices.pre-post-pre.doc": "Um disparo pós-sináptico entre dois pré-sinápticos.",
    "kind.choices.post-pre-post.label": "Tripletos pós-pré-pós",
    "kind.choices.post-pre-post.doc": "Um disparo pré-sináptico entre dois pós-sinápticos.",
    "kind.choices.drawn.label": "Desenhado ou importado",
    "kind.choices.drawn.doc": "Os trens como você os desenhou, arrastou ou importou.",
    "interval.label": "Intervalo",
    "interval.doc": "t_pós − t_pré de um par; seu módulo é o espaçamento dentro de um tripleto.",
    "frequency.label": "Frequência de pareamento",
    "frequency.doc": "Com que frequência o par ou tripleto se repete.",
    "repeats.label": "Repetições",
    "repeats.doc": "Quantos pares ou tripletos.",
    "pre.label": "Disparos pré-sinápticos",
    "pre.doc": "Tempos dos disparos do trem pré-sináptico desenhado.",
    "post.label": "Disparos pós-sinápticos",
    "post.doc": "Tempos dos disparos do trem pós-sináptico desenhado.",
    "initialWeight.label": "Peso inicial",
    "initialWeight.doc": "Peso antes do protocolo.",
    "bounded.label": "Limites rígidos",
    "bounded.doc":
      "Detém o peso em 0 e em 1. Desligado: as variações se somam livremente, como nos experimentos de pareamento.",
  }),

  "params.dt.label": "Passo de tempo",
  "params.dt.doc": "Duração de um passo da simulação. Os disparos ficam nessa grade.",

  ...under("groups", {
    setup: "Montagem",
    rule: "Regra",
    triplet: "Tripletos",
    inputs: "Entradas",
    synapse: "Sinapse",
    neuron: "Neurônio",
    stimulus: "Estímulo",
    numerics: "Numérica",
  }),

  ...under("presets", {
    "song.label": "Competição",
    "song.doc":
      "STDP aditiva: os pesos se acumulam nos dois limites, e a taxa de saída quase não depende da taxa de entrada.",
    "multiplicative.label": "Sem competição",
    "multiplicative.doc": "O controle: a depressão proporcional ao peso mantém todos os pesos em torno de um só valor.",
    "guetig.label": "Meio-termo",
    "guetig.doc": "Limites suaves com expoente pequeno: mova μ e veja uma corcova se dividir em duas.",
    "correlated.label": "Correlacionadas vencem",
    "correlated.doc":
      "Um quinto das entradas compartilha disparos; juntas elas levam o neurônio a disparar e tomam conta.",
    "brian.label": "Exemplo do Brian 2",
    "brian.doc":
      "As constantes da documentação do Brian 2: membrana mais rápida, sem inibição, passos maiores do peso.",
    "singlePair.label": "Um único par",
    "singlePair.doc": "Um disparo pré-sináptico e, 10 ms depois, um pós-sináptico: a menor lição de STDP.",
    "frequencySweep.label": "Frequência de pareamento",
    "frequencySweep.doc":
      "Os mesmos 60 pares em outras frequências; a regra de pares e a de tripletos discordam, e os dados decidem.",
    "triplets.label": "Tripletos",
    "triplets.doc": "Pré-pós-pré e pós-pré-pós contêm os mesmos pares; só uma regra de tripletos os distingue.",
    "biPoo.label": "Bi & Poo",
    "biPoo.doc":
      "Sessenta pares a 1 Hz com as constantes de tempo de neurônios hipocampais em cultura; arraste o intervalo ao longo da janela.",
    "pfisterGerstner.label": "Pfister & Gerstner",
    "pfisterGerstner.doc":
      "A regra mínima de tripletos do córtex visual: depressão em baixa e potenciação em alta frequência, como na teoria BCM.",
  }),

  ...under("files", {
    "pre.label": "Trem de disparos pré-sináptico",
    "pre.doc": "Tempos dos disparos em ms, um por linha ou separados por vírgulas.",
    "post.label": "Trem de disparos pós-sináptico",
    "post.doc": "Tempos dos disparos em ms, um por linha ou separados por vírgulas.",
  }),

  ...under("validity", {
    0: "Várias constantes da predefinição de competição vêm de fontes secundárias, não do próprio artigo.",
    1: "As entradas correlacionadas copiam disparos de um trem comum no mesmo instante; o artigo, em vez disso, modula as taxas dos grupos correlacionados.",
    2: "A linha teórica omite o termo causal: uma sinapse que leva o neurônio a disparar é mais potenciada do que seria com trens independentes.",
  }),

  ...under("channels", {
    Spikes: "Disparos",
    "Every spike of every input and of the output neuron.": "Todos os disparos das entradas e do neurônio de saída.",
    "The spikes that the two neurons are made to fire.": "Os disparos que os dois neurônios são levados a emitir.",
    "Correlated inputs": "Entradas correlacionadas",
    "Uncorrelated inputs": "Entradas não correlacionadas",
    "Excitatory inputs": "Entradas excitatórias",
    "Inhibitory inputs": "Entradas inibitórias",
    "Output neuron": "Neurônio de saída",
    Presynaptic: "Pré-sináptico",
    Postsynaptic: "Pós-sináptico",
    Weights: "Pesos",
    "The weight of every plastic synapse, by the input it belongs to.":
      "O peso de cada sinapse plástica, na ordem das entradas.",
    Weight: "Peso",
    Input: "Entrada",
    "Weight changes": "Variações do peso",
    "Recent weight changes of 64 evenly spaced synapses, placed at the interval to the nearest partner spike.":
      "Variações recentes do peso de 64 sinapses igualmente espaçadas, colocadas no intervalo até o disparo mais próximo do parceiro.",
    "Every weight change, placed at the interval to the nearest partner spike.":
      "Cada variação do peso, colocada no intervalo até o disparo mais próximo do parceiro.",
    "Membrane potential": "Potencial de membrana",
    "Membrane potential of the output neuron.": "Potencial de membrana do neurônio de saída.",
    threshold: "limiar",
    "Weight drift": "Deriva dos pesos",
    "Mean weight change per second before bounds, beside the theory for independent Poisson trains.":
      "Variação média do peso por segundo, antes dos limites, ao lado da teoria para trens de Poisson independentes.",
    Measured: "Medida",
    "Theory without causal term": "Teoria sem o termo causal",
    "Output rate": "Taxa de saída",
    "Rate of the output neuron in windows of one second.": "Taxa do neurônio de saída em janelas de um segundo.",
    "Rate of the output neuron over the last ten seconds.": "Taxa do neurônio de saída nos últimos dez segundos.",
    "Mean weight": "Peso médio",
    "Mean of all plastic weights.": "Média de todos os pesos plásticos.",
    "Weights near a bound": "Pesos perto de um limite",
    "Share of weights below 0.1 or above 0.9.": "Fração dos pesos abaixo de 0,1 ou acima de 0,9.",
    "Mean weight, correlated": "Peso médio, correlacionadas",
    "Mean weight of the correlated inputs; NaN when there are none.":
      "Peso médio das entradas correlacionadas; sem valor quando não há nenhuma.",
    "Mean weight, uncorrelated": "Peso médio, não correlacionadas",
    "Mean weight of the other inputs; NaN when there are none.":
      "Peso médio das outras entradas; sem valor quando não há nenhuma.",
    Traces: "Traços",
    "What the synapse remembers of past spikes.": "O que a sinapse lembra dos disparos passados.",
    "Presynaptic trace": "Traço pré-sináptico",
    "Postsynaptic trace": "Traço pós-sináptico",
    "Slow presynaptic trace": "Traço pré-sináptico lento",
    "Slow postsynaptic trace": "Traço pós-sináptico lento",
    "The weight of the synapse over time.": "O peso da sinapse ao longo do tempo.",
    "Pairing frequency": "Frequência de pareamento",
    "Weight change after the same number of pairs at other frequencies, for the present rule.":
      "Variação do peso após o mesmo número de pares em outras frequências, para a regra atual.",
    "Weight change": "Variação do peso",
    "pre before post, +|Δt|": "pré antes de pós, +|Δt|",
    "post before pre, −|Δt|": "pós antes de pré, −|Δt|",
    "Change of the weight since the start of the protocol.": "Variação do peso desde o início do protocolo.",
  }),
};

export const declarationsPtBR: Readonly<Record<string, string>> = {
  ...under("stdp", stdp),
  ...under("neuron", neuronPtBR),
  ...under("network", networkPtBR),
  ...under("device", devicePtBR),
  ...under("crossbar", crossbarPtBR),
  ...under("rewiring", rewiringPtBR),
  ...under("growth", growthPtBR),
  ...under("vrram", vrramPtBR),
  ...under("scripts.notes", scriptNotesPtBR),
};
