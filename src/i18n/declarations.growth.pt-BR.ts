import { growthChannelsPtBR } from "./declarations.growthChannels.pt-BR";
import { under } from "./under";

/** Traduções das declarações do experimento `growth`. */

type Texts = Readonly<Record<string, string>>;

const setup: Texts = {
  label: "Montagem",
  doc: "O que cresce.",
  "choices.homeostatic.label": "Crescimento homeostático",
  "choices.homeostatic.doc": "Uma rede que cresce a partir de nada até cada neurônio disparar na sua taxa-alvo.",
  "choices.rows.label": "Linhas que procuram",
  "choices.rows.doc":
    "Neurônios com um número fixo de circuitos sinápticos, que procuram entradas informativas como no BrainScaleS-2.",
};

const growing: Texts = {
  "cells.excitatory.label": "Neurônios excitatórios",
  "cells.excitatory.doc": "Número de neurônios excitatórios.",
  "cells.inhibitory.label": "Neurônios inibitórios",
  "cells.inhibitory.doc": "Número de neurônios inibitórios.",
  "growth.curve.label": "Curva de crescimento",
  "growth.curve.doc": "Como o crescimento dos elementos sinápticos depende do cálcio.",
  "growth.curve.choices.gaussian.label": "Gaussiana",
  "growth.curve.choices.gaussian.doc": "Cresce entre η e ε, encolhe abaixo e acima.",
  "growth.curve.choices.linear.label": "Linear",
  "growth.curve.choices.linear.doc":
    "Cresce abaixo de ε, mais depressa no silêncio; encolhe acima. η não significa nada.",
  "growth.rate.label": "Taxa de crescimento",
  "growth.rate.doc": "Elementos que um neurônio cria por segundo no topo da curva.",
  "growth.etaAxon.label": "Cálcio mínimo, axônios",
  "growth.etaAxon.doc": "Abaixo dele elementos axonais se perdem.",
  "growth.etaDendrite.label": "Cálcio mínimo, dendritos",
  "growth.etaDendrite.doc":
    "Abaixo dele elementos dendríticos se perdem. Em 0 um neurônio silencioso não cresce nem encolhe: está preso.",
  "growth.epsilonE.label": "Alvo dos neurônios excitatórios",
  "growth.epsilonE.doc":
    "Cálcio em que os neurônios excitatórios param de crescer: com τ de 10 s e β de 0,001, 0,05 são 5 Hz.",
  "growth.epsilonI.label": "Alvo dos neurônios inibitórios",
  "growth.epsilonI.doc":
    "Cálcio em que os neurônios inibitórios param de crescer: com τ de 10 s e β de 0,001, 0,2 são 20 Hz.",
  "growth.inhibitoryRatio.label": "Pressa dos neurônios inibitórios",
  "growth.inhibitoryRatio.doc":
    "Quantas vezes mais depressa os neurônios inibitórios criam elementos dendríticos para parceiros excitatórios.",
  "growth.vacant.label": "Perda de elementos vagos",
  "growth.vacant.doc": "Parte dos elementos inteiros sem par que se perde a cada atualização da fiação.",
  "calcium.tau.label": "Constante de tempo do cálcio",
  "calcium.tau.doc": "Quão depressa o cálcio cai após um disparo: a memória da taxa média.",
  "calcium.beta.label": "Cálcio de um disparo",
  "calcium.beta.doc": "O que um disparo soma ao cálcio do seu neurônio.",
  "interval.label": "Intervalo de religação",
  "interval.doc": "Tempo entre duas atualizações da fiação; elementos crescem o tempo todo.",
  "space.kernel.label": "Parceiros",
  "space.kernel.doc": "Quais elementos vagos se encontram.",
  "space.kernel.choices.uniform.label": "Em toda parte",
  "space.kernel.choices.uniform.doc": "Todo elemento vago é um parceiro tão provável quanto qualquer outro.",
  "space.kernel.choices.gaussian.label": "Por perto",
  "space.kernel.choices.gaussian.doc": "A probabilidade cai com a distância como uma gaussiana.",
  "space.width.label": "Alcance",
  "space.width.doc": "Desvio padrão da distância em que parceiros se encontram, se houvesse neurônios em toda parte.",
  "space.dimensions.label": "Espaço",
  "space.dimensions.doc": "Onde ficam os neurônios.",
  "space.dimensions.choices.sheet.label": "Folha",
  "space.dimensions.choices.sheet.doc": "Um quadrado de 1 mm por 1 mm.",
  "space.dimensions.choices.volume.label": "Volume",
  "space.dimensions.choices.volume.doc": "Um cubo de 1 mm.",
  "psc.excitatory.label": "Corrente excitatória",
  "psc.excitatory.doc": "Corrente de pico de uma sinapse excitatória.",
  "psc.inhibitory.label": "Corrente inibitória",
  "psc.inhibitory.doc": "Corrente de pico de uma sinapse inibitória.",
  "delay.label": "Atraso",
  "delay.doc": "Tempo de um disparo até o seu efeito.",
  "background.rate.label": "Taxa de fundo",
  "background.rate.doc": "Taxa da entrada de Poisson vinda de fora, própria de cada neurônio.",
  "background.weight.label": "Corrente de fundo",
  "background.weight.doc": "Corrente de pico de uma entrada de fundo.",
};

const searching: Texts = {
  "rows.neurons.label": "Neurônios",
  "rows.neurons.doc": "Neurônios da matriz: as suas colunas.",
  "rows.synapses.label": "Sinapses de um neurônio",
  "rows.synapses.doc": "Circuitos que cada neurônio tem, um em cada linha: o seu número de entradas para sempre.",
  "rows.labels.label": "Fontes de uma linha",
  "rows.labels.doc": "Fontes cujos eventos uma linha leva; uma sinapse reage à fonte cujo rótulo ela guarda.",
  "rows.shared.label": "Linhas com as mesmas fontes",
  "rows.shared.doc": "Tantas linhas levam as mesmas fontes; um neurônio não toma a mesma duas vezes.",
  "rule.lambdaC.label": "Ganho da correlação",
  "rule.lambdaC.doc": "O que uma unidade de correlação medida soma a um peso em uma atualização.",
  "rule.lambdaH.label": "Ganho da homeostase",
  "rule.lambdaH.doc":
    "Parte do seu peso que uma sinapse perde em uma atualização enquanto o neurônio dispara na taxa-alvo.",
  "rule.target.label": "Taxa-alvo",
  "rule.target.doc": "Taxa em que a homeostase toma exatamente essa parte; neurônios mais rápidos perdem mais.",
  "rule.noise.label": "Ruído",
  "rule.noise.doc": "Desvio padrão do que uma atualização soma ao acaso.",
  "rule.init.label": "Peso de uma sinapse nova",
  "rule.init.doc":
    "Peso após o sorteio de uma fonte nova; perto demais do limiar de poda, a sinapse morre antes de ser medida.",
  "rule.prune.label": "Limiar de poda",
  "rule.prune.doc": "Uma sinapse abaixo dele larga a sua fonte e sorteia outra.",
  "rule.tau.label": "Janela do sensor",
  "rule.tau.doc": "Tempo em que um disparo do neurônio conta como causado pelo último da sinapse.",
  "rule.interval.label": "Intervalo das atualizações",
  "rule.interval.doc": "Tempo após o qual o processador lê e zera os sensores e escreve os pesos.",
  "inputs.informative.label": "Fontes informativas",
  "inputs.informative.doc": "Parte do campo de fontes que dispara em salvas comuns; arredondada a um retângulo.",
  "inputs.rate.label": "Taxa de uma fonte",
  "inputs.rate.doc": "Taxa média de cada fonte, informativa ou não.",
  "inputs.burstRate.label": "Salvas",
  "inputs.burstRate.doc": "Salvas comuns das fontes informativas por segundo.",
  "inputs.burst.label": "Duração de uma salva",
  "inputs.burst.doc": "Quão juntas as fontes informativas disparam.",
  "inputs.share.label": "Disparos em salvas",
  "inputs.share.doc":
    "Parte dos disparos das fontes informativas que cai em salvas; em 0 nada as distingue das outras.",
  "cell.scale.label": "Maior corrente",
  "cell.scale.doc": "Corrente de pico de uma sinapse com o maior peso, 1.",
  "cell.background.label": "Taxa de fundo",
  "cell.background.doc":
    "Taxa de entradas de 6,2 pA vindas de fora, que mantêm cada neurônio abaixo do limiar, mas desperto.",
};

const presets: Texts = {
  "growth.label": "De nada até o alvo",
  "growth.doc":
    "No início nenhuma conexão: os neurônios criam sinapses até os excitatórios dispararem a 5 Hz e os inibitórios a 20 Hz, em uns 150 s.",
  "nest.label": "Como no NEST",
  "nest.doc":
    "A fiação é atualizada a cada 100 ms: poucos elementos vagos esperam, os alvos são alcançados com 2.500 sinapses e quase não são ultrapassados.",
  "local.label": "Primeiro os vizinhos",
  "local.doc":
    "A mesma regra onde elementos acham parceiros por perto: uma rede local alcança os alvos. Lesione uma região e veja a lacuna sarar.",
  "volume.label": "Em um cubo",
  "volume.doc": "Primeiro os vizinhos, em três dimensões.",
  "weak.label": "Muitas sinapses fracas",
  "weak.doc":
    "Metade da corrente, o dobro do crescimento: quatro vezes mais sinapses levam a mesma atividade, e o alvo é alcançado devagar.",
  "lesion.label": "Uma rede maior para lesionar",
  "lesion.doc":
    "2.000 neurônios com conexões locais. Após 150 s mate uma região: parceiros perdem entrada, crescem e acham outros. Congele antes, e nada sara.",
  "deafferentation.label": "Uma região sem entrada",
  "deafferentation.doc":
    "Aqui pouco cálcio custa elementos. Após 150 s deixe a uma região 70 % da sua entrada: ela atrai sinapses e se recupera. Deixe 50 %: o centro se cala e perde tudo.",
  "linear.label": "Crescimento linear",
  "linear.doc":
    "O crescimento cai em linha reta com o cálcio e é mais rápido no silêncio: um neurônio silencioso nunca fica preso.",
  "silent.label": "Preso no silêncio",
  "silent.doc":
    "Entrada de menos para disparar, e com η = 0 o silêncio não cria nada: nenhuma conexão para sempre. Suba o fundo a 10.000 Hz para despertá-la.",
  "runaway.label": "Realimentação que chega tarde",
  "runaway.doc":
    "Atualizações só a cada 10 s: elementos vagos se acumulam, formam pares muito depois de fazerem falta, e após 150 s a atividade dispara.",
  "rows.label": "Linhas que procuram",
  "rows.doc":
    "Dezesseis neurônios com oito circuitos cada: os fracos sorteiam outras fontes até quase todos ouvirem o quarto informativo. Depois desloque as entradas.",
  "rowsManyLabels.label": "Uma agulha no palheiro",
  "rowsManyLabels.doc":
    "64 fontes em cada linha, das quais uma em nove é informativa: a procura leva muito mais sorteios.",
  "rowsBlind.label": "Nada a achar",
  "rowsBlind.doc":
    "Todas as fontes disparam igual, sem salvas: os sorteios continuam, e nenhuma fonte é mantida pelo que é.",
  "rowsPitfall.label": "Mortas antes de medidas",
  "rowsPitfall.doc":
    "Sinapses novas começam rente ao limiar e são julgadas cinco vezes por segundo, antes que uma salva possa vir: 180 sorteios por segundo, quase nenhum acerto além do acaso. Julgue uma vez por segundo, e elas acham.",
};

const region: Texts = {
  "params.x.label": "Centro, x",
  "params.x.doc": "Centro da região; em um cubo a região é uma coluna através dele.",
  "params.y.label": "Centro, y",
  "params.y.doc": "Centro da região; em um cubo a região é uma coluna através dele.",
  "params.radius.label": "Raio",
  "params.radius.doc": "Todo neurônio até esta distância pertence à região.",
};

const actions: Texts = {
  "lesion.label": "Lesionar",
  "lesion.doc":
    "Mata todos os neurônios de uma região com as suas conexões; só um passo atrás os traz de volta à vida.",
  ...under("lesion", region),
  "kill.label": "Matar",
  "kill.doc": "Mata neurônios ao acaso, com as suas conexões.",
  "kill.params.share.label": "Fração",
  "kill.params.share.doc": "Parte dos neurônios vivos, escolhidos ao acaso, que morre.",
  "silence.label": "Silenciar",
  "silence.doc": "Segura os neurônios de uma região por um tempo: eles não podem disparar.",
  ...under("silence", region),
  "silence.params.duration.label": "Duração",
  "silence.params.duration.doc": "Por quanto tempo os neurônios não podem disparar.",
  "deafferent.label": "Cortar a entrada",
  "deafferent.doc": "Tira a entrada de fundo dos neurônios de uma região, ou lhes dá mais.",
  ...under("deafferent", region),
  "deafferent.params.input.label": "Entrada que resta",
  "deafferent.params.input.doc": "Parte da entrada de fundo que resta; 100 % a devolve.",
  "cut.label": "Cortar conexões",
  "cut.doc": "Corta conexões ao acaso; os elementos delas ficam vagos.",
  "cut.params.share.label": "Fração",
  "cut.params.share.doc": "Parte das conexões, escolhidas ao acaso, que é cortada.",
  "freeze.label": "Congelar",
  "freeze.doc":
    "Detém todo nascimento e morte de conexões, ou deixa que continuem: o controle de todo experimento aqui.",
  "freeze.params.on.label": "Congelada",
  "freeze.params.on.doc": "Enquanto ligado, nenhuma conexão morre ou nasce e nenhum elemento cresce.",
  "shiftInputs.label": "Deslocar as entradas",
  "shiftInputs.doc": "Torna outras fontes informativas: a mancha muda de lugar no campo.",
};

export const growthPtBR: Texts = {
  title: "Crescimento: uma rede que acha a própria fiação",
  summary:
    "Neurônios criam sinapses até dispararem como devem; lesione-os e veja-os sarar. Ou deixe linhas de sinapses procurarem as entradas que importam.",
  ...under("params.setup", setup),
  ...under("params", growing),
  ...under("params", searching),
  ...under("groups", {
    setup: "Montagem",
    network: "Rede",
    growth: "Crescimento",
    space: "Espaço",
    synapse: "Sinapse",
    inputs: "Entradas",
    array: "Matriz",
    rule: "Regra",
    neuron: "Neurônio",
  }),
  ...under("presets", presets),
  ...under("actions", actions),
  ...under("validity", {
    0: "Um disparo só percorre conexões que existiam quando foi emitido e ainda existem quando chega.",
    1: "O passo é de 1 ms, dez vezes o do exemplo do NEST: as taxas diferem em alguns por cento, os alvos são alcançados do mesmo modo.",
    2: "Um par de neurônios é conectado no máximo uma vez, nunca um neurônio a si mesmo; o NEST permite várias sinapses.",
    3: "Neurônios que crescem não têm plasticidade de pesos: todas as sinapses de um tipo são igualmente fortes, só muda o seu número.",
    4: "Sinapses reais levam horas a dias; as taxas de crescimento do exemplo publicado foram escolhidas para serem vistas.",
    5: "A regra e as constantes das linhas seguem a ideia publicada; as exatas não puderam ser verificadas.",
  }),
  ...under("channels", growthChannelsPtBR),
};
