import { under } from "./under";

/** Traduções das declarações do experimento `network`. */

/** O que vale para um parâmetro de mesmo nome em várias intervenções. */
const rate = { "rate.label": "Taxa", "rate.doc": "Número médio de pulsos por segundo em cada neurônio." };
const pulseDuration = { "duration.label": "Duração", "duration.doc": "Por quanto tempo os pulsos continuam." };
const region = {
  "from.label": "Do neurônio",
  "from.doc": "Primeiro neurônio da região; os excitatórios vêm primeiro.",
  "to.label": "Até o neurônio",
  "to.doc": "O neurônio logo depois do último da região.",
};

export const networkPtBR: Readonly<Record<string, string>> = {
  title: "Redes: quando os neurônios disparam juntos?",
  summary:
    "Quatro redes publicadas e um mundo pequeno, de mil a um milhão de neurônios; mude inibição, estímulo e conexões enquanto elas correm.",

  ...under("params", {
    "model.label": "Rede",
    "model.doc": "Qual rede de neurônios corre.",
    "model.choices.brunel.label": "Balanceada",
    "model.choices.brunel.doc": "Rede aleatória de neurônios integra-e-dispara (Brunel 2000).",
    "model.choices.cuba.label": "CUBA",
    "model.choices.cuba.doc": "4.000 neurônios com sinapses de corrente (Vogels & Abbott 2005).",
    "model.choices.coba.label": "COBA",
    "model.choices.coba.doc": "4.000 neurônios com sinapses de condutância (Vogels & Abbott 2005).",
    "model.choices.izhikevich.label": "Izhikevich",
    "model.choices.izhikevich.doc": "1.000 neurônios de todos os tipos, todos conectados (Izhikevich 2003).",
    "model.choices.smallWorld.label": "Mundo pequeno",
    "model.choices.smallWorld.doc": "Até um milhão de neurônios em um anel com atalhos (Watts & Strogatz 1998).",
    "watched.label": "Neurônio observado",
    "watched.doc": "Número do neurônio cujo potencial é mostrado. Os excitatórios vêm primeiro.",
    "dt.label": "Passo de tempo",
    "dt.doc": "Duração de um passo das redes integra-e-dispara. As redes com neurônios de Izhikevich usam 1 ms.",
  }),

  ...under("params.brunel", {
    "size.label": "Tamanho",
    "size.doc": "Neurônios e entradas por neurônio. Cada tamanho mantém um décimo de todas as conexões possíveis.",
    "size.choices.small.label": "2.500",
    "size.choices.small.doc": "2.000 + 500 neurônios, 200 + 50 entradas em cada um; use J = 0,2 mV.",
    "size.choices.medium.label": "5.000",
    "size.choices.medium.doc": "4.000 + 1.000 neurônios, 400 + 100 entradas em cada um; use J = 0,15 mV.",
    "size.choices.full.label": "12.500",
    "size.choices.full.doc": "10.000 + 2.500 neurônios, 1.000 + 250 entradas em cada um, como no artigo; J = 0,1 mV.",
    "g.label": "Inibição relativa",
    "g.doc": "Quantas vezes uma sinapse inibitória é mais forte. Em 4, excitação e inibição se equilibram.",
    "eta.label": "Estímulo externo",
    "eta.doc": "Taxa da entrada externa em múltiplos da taxa que leva o potencial médio ao limiar.",
    "j.label": "Força sináptica",
    "j.doc":
      "Salto do potencial a cada disparo excitatório. A taxa externa se ajusta, de modo que seu efeito médio se mantém.",
    "delay.label": "Atraso",
    "delay.doc": "Tempo entre um disparo e seu efeito, arredondado a passos inteiros. Dá o ritmo da oscilação rápida.",
  }),

  ...under("params.vogelsAbbott", {
    "connectivity.label": "Probabilidade de conexão",
    "connectivity.doc": "Probabilidade de um neurônio se projetar em outro, para cada par.",
    "wE.label": "Peso excitatório",
    "wE.doc": "Somado à entrada excitatória por um disparo; decai em 5 ms.",
    "wI.label": "Peso inibitório",
    "wI.doc":
      "Somado à entrada inibitória por um disparo; decai em 10 ms. Os códigos publicados divergem: −9 e −13,95 mV.",
    "gE.label": "Condutância excitatória",
    "gE.doc": "Aberta por um disparo excitatório; decai em 5 ms.",
    "gI.label": "Condutância inibitória",
    "gI.doc": "Aberta por um disparo inibitório; decai em 10 ms.",
    "kicked.label": "Empurrão no início",
    "kicked.doc":
      "Cinquenta neurônios recebem pulsos de Poisson a 300 Hz nos primeiros 50 ms. Sem isso nada jamais dispara.",
  }),

  ...under("params.izhikevich", {
    "neurons.label": "Neurônios",
    "neurons.doc":
      "Quatro em cinco são excitatórios. Os pesos são multiplicados por 1000/N, de modo que a entrada total de um neurônio se mantém.",
    "excitation.label": "Excitação",
    "excitation.doc": "Fator sobre todos os pesos excitatórios.",
    "inhibition.label": "Inibição",
    "inhibition.doc": "Fator sobre todos os pesos inibitórios.",
    "noise.label": "Ruído talâmico",
    "noise.doc":
      "Desvio padrão da entrada aleatória em um neurônio excitatório a cada ms; os inibitórios recebem 0,4 dele.",
  }),

  ...under("params.smallWorld", {
    "nodes.label": "Neurônios",
    "nodes.doc": "Neurônios no anel. Um em cada cinco é inibitório, em lugares sorteados.",
    "k.label": "Vizinhos",
    "k.doc": "Conexões de um neurônio no anel, metade para cada lado. Muda com a rede em andamento.",
    "p.label": "Religação",
    "p.doc": "Fração das conexões que levam a um lugar qualquer, e não a um vizinho. Muda com a rede em andamento.",
    "w.label": "Peso",
    "w.doc": "O que um disparo soma à entrada dos vizinhos: +w dos excitatórios, −w dos inibitórios.",
    "noise.label": "Ruído",
    "noise.doc":
      "Desvio padrão da entrada aleatória em um neurônio excitatório a cada ms; os inibitórios recebem 0,4 dele.",
  }),

  ...under("groups", {
    setup: "Montagem",
    network: "Rede",
    synapse: "Sinapse",
    inputs: "Entradas",
    numerics: "Numérica",
  }),

  ...under("presets", {
    "brunelAI.label": "Assíncrona irregular",
    "brunelAI.doc":
      "A inibição vence e o estímulo é moderado: disparos irregulares, fora de compasso a não ser por uma ondulação da taxa perto de 120 Hz.",
    "brunelSR.label": "Síncrona regular",
    "brunelSR.doc":
      "A excitação vence: neurônios disparam como relógios, em grupos frouxos; no tamanho real, em compasso. Passe g de 4.",
    "brunelSIFast.label": "Oscilação rápida",
    "brunelSIFast.doc":
      "Inibição e estímulo fortes: a rede inteira oscila perto de 180 Hz, mais rápido do que dispara qualquer um de seus neurônios.",
    "brunelSISlow.label": "Oscilação lenta",
    "brunelSISlow.doc":
      "Estímulo pouco abaixo do limiar: salvas da rede inteira de 15 a 30 Hz, com poucos disparos de cada neurônio.",
    "brunelFull.label": "Balanceada, tamanho real",
    "brunelFull.doc":
      "Os 12.500 neurônios do artigo com 15,6 milhões de sinapses, assíncrona irregular; a construção leva alguns segundos.",
    "cuba.label": "CUBA",
    "cuba.doc":
      "Sinapses de corrente, repouso acima do limiar: atividade irregular que dispensa entrada. Inibição de −9 mV.",
    "cubaNest.label": "CUBA, inibição mais forte",
    "cubaNest.doc": "A mesma rede com os −13,95 mV de outro código publicado: um quinto a menos de disparos.",
    "coba.label": "COBA",
    "coba.doc": "Sinapses de condutância: um empurrão no início, e a atividade se mantém sozinha, sem nenhuma entrada.",
    "cobaQuiet.label": "COBA, em repouso",
    "cobaQuiet.doc": "A mesma rede antes do empurrão: em silêncio para sempre, até você empurrá-la.",
    "izhikevich2003.label": "Rede de Izhikevich",
    "izhikevich2003.doc": "Mil neurônios de muitos tipos: episódios de ritmo alfa e gama no raster e no espectro.",
    "smallWorld.label": "Silêncio por padrão",
    "smallWorld.doc":
      "Cem mil neurônios, dos quais menos de 1 % estão ativos em quaisquer 50 ms; aumente w ou s até passar da linha.",
    "smallWorldLoud.label": "Fim do silêncio",
    "smallWorldLoud.doc": "Pesos de 15 em vez de 8: agora um disparo desperta os vizinhos, e a atividade se espalha.",
    "ring.label": "Anel",
    "ring.doc":
      "Sem atalhos: os vizinhos se conhecem, mas o outro lado do anel fica a milhares de passos. Religue um pouco e veja L.",
    "random.label": "Grafo aleatório",
    "random.doc": "Todas as conexões religadas: seis passos até qualquer um, e quase não há vizinhos que se conheçam.",
    "million.label": "Um milhão de neurônios",
    "million.doc":
      "O maior tamanho, ainda no silêncio por padrão; na maioria das máquinas, mais lento que o tempo real.",
  }),

  ...under("actions.kick", {
    label: "Empurrar",
    doc: "Pulsos de Poisson nos primeiros neurônios por um instante: acorda uma rede que poderia seguir sozinha.",
    ...under("params", {
      "neurons.label": "Neurônios",
      "neurons.doc": "Quantos dos primeiros neurônios recebem pulsos.",
      ...rate,
      ...pulseDuration,
    }),
  }),
  ...under("actions.stimulate", {
    label: "Estimular",
    doc: "Pulsos de Poisson em uma região de neurônios.",
    ...under("params", { ...region, ...rate, ...pulseDuration }),
  }),
  ...under("actions.silence", {
    label: "Silenciar",
    doc: "Segura uma região de neurônios por algum tempo: eles não podem disparar, e seus potenciais ficam parados.",
    ...under("params", {
      ...region,
      "duration.label": "Duração",
      "duration.doc": "Por quanto tempo os neurônios não podem disparar.",
    }),
  }),
  ...under("actions.kill", {
    label: "Matar",
    doc: "Mata neurônios ao acaso; só voltar no tempo os traz de volta à vida.",
    ...under("params", {
      "share.label": "Fração",
      "share.doc": "Fração dos neurônios vivos, escolhidos ao acaso, que nunca mais disparam.",
    }),
  }),

  ...under("validity", {
    0: "Estas redes são caóticas: outro passo, outra precisão ou outro simulador dá outros disparos. Só taxas, irregularidade e espectros se comparam.",
    1: "Os códigos publicados da rede CUBA divergem quanto à inibição: −9 mV no Brian 2, −13,95 mV no NEST. O laboratório começa com −9 mV.",
    2: "A atividade da rede COBA se mantém sozinha, mas pode acabar por acaso a qualquer momento.",
    3: "A rede balanceada reinicia em 10 mV, como no artigo, e não em 0, como em um exemplo muito copiado; cada neurônio tem seu próprio fundo de Poisson; entradas que chegam durante a refratariedade se perdem.",
    4: "Os tamanhos menores da rede balanceada mantêm um décimo de todas as conexões e usam um J maior, de modo que suas taxas diferem das publicadas e elas se sincronizam menos; a taxa prevista vale para o tamanho e o J em uso.",
    5: "As redes de Izhikevich usam o mapa de 1 ms que ele publicou, que não é uma solução convergida das equações dele.",
    6: "Não foi possível encontrar a origem da taxa média de cerca de 8 Hz que se costuma citar para a rede de Izhikevich.",
    7: "Dizer que menos de 1 % dos neurônios estão ativos ao mesmo tempo nada significa sem uma janela; aqui ela é de 50 ms. A taxa média de 0,16 Hz é atribuída por outros a Lennie 2003.",
    8: "A rede de mundo pequeno não foi publicada: o grafo e as células são, mas peso, ruído e fração de inibidores foram escolhidos para o laboratório.",
    9: "Grafos de Watts-Strogatz não têm polos: quase todos os neurônios têm o mesmo número de conexões.",
  }),

  ...under("channels", {
    Spikes: "Disparos",
    "Every spike of every neuron, excitatory ones below.":
      "Todos os disparos de todos os neurônios, os excitatórios embaixo.",
    Excitatory: "Excitatórios",
    Inhibitory: "Inibitórios",
    "Population rate": "Taxa da população",
    "Mean rate of the neurons of each kind, in bins of one ms; dead neurons count as silent.":
      "Taxa média dos neurônios de cada tipo, em intervalos de um ms; neurônios mortos contam como silenciosos.",
    "Spectrum of the population rate": "Espectro da taxa da população",
    "How strongly the rate of all neurons oscillates at each frequency, over the last seconds.":
      "Quanto a taxa de todos os neurônios oscila em cada frequência, nos últimos segundos.",
    Frequency: "Frequência",
    Power: "Potência",
    "10 Hz": "10 Hz",
    "40 Hz": "40 Hz",
    "Intervals between spikes": "Intervalos entre disparos",
    "The latest intervals of a sample of neurons of each kind.":
      "Os intervalos mais recentes de uma amostra de neurônios de cada tipo.",
    Interval: "Intervalo",
    "Irregularity of each neuron": "Irregularidade de cada neurônio",
    "Coefficient of variation of the intervals of a sample of neurons: 0 for a clock, 1 for a Poisson train.":
      "Coeficiente de variação dos intervalos de uma amostra de neurônios: 0 em um relógio, 1 em um trem de Poisson.",
    CV: "CV",
    "Sampled neuron": "Neurônio da amostra",
    "Watched neuron": "Neurônio observado",
    "Membrane potential of the watched neuron, with its synaptic inputs where synapses last.":
      "Potencial de membrana do neurônio observado, com suas entradas sinápticas onde as sinapses duram.",
    "Membrane potential": "Potencial de membrana",
    threshold: "limiar",
    "Excitatory input": "Entrada excitatória",
    "Inhibitory input": "Entrada inibitória",
    "Excitatory conductance": "Condutância excitatória",
    "Inhibitory conductance": "Condutância inibitória",
    "Synaptic inputs": "Entradas sinápticas",
    "Synaptic conductances": "Condutâncias sinápticas",
    "The two synaptic inputs of the watched neuron, one against the other.":
      "As duas entradas sinápticas do neurônio observado, uma contra a outra.",
    "The two synaptic conductances of the watched neuron, one against the other.":
      "As duas condutâncias sinápticas do neurônio observado, uma contra a outra.",
    "Active neurons": "Neurônios ativos",
    "Share of the neurons that spiked at least once, in windows of 50 ms.":
      "Fração dos neurônios que dispararam ao menos uma vez, em janelas de 50 ms.",
    "Active in 50 ms": "Ativos em 50 ms",
    "Share of the neurons that spiked in the last full window of 50 ms.":
      "Fração dos neurônios que dispararam na última janela completa de 50 ms.",
    "1 %": "1 %",
    "Excitatory rate": "Taxa excitatória",
    "Mean rate of the excitatory neurons over the last second.":
      "Taxa média dos neurônios excitatórios no último segundo.",
    "Inhibitory rate": "Taxa inibitória",
    "Mean rate of the inhibitory neurons over the last second.":
      "Taxa média dos neurônios inibitórios no último segundo.",
    Irregularity: "Irregularidade",
    "Mean coefficient of variation of the intervals of a sample of neurons.":
      "Coeficiente de variação médio dos intervalos de uma amostra de neurônios.",
    "Fano factor": "Fator de Fano",
    "Variance over mean of the number of spikes per ms, over the last second: 1 for independent neurons.":
      "Variância sobre média do número de disparos por ms, no último segundo: 1 para neurônios independentes.",
    "Peak frequency": "Frequência de pico",
    "Frequency at which the population rate oscillates most.": "Frequência em que a taxa da população mais oscila.",
    "Living neurons": "Neurônios vivos",
    "Number of neurons that have not been killed.": "Número de neurônios que não foram mortos.",
    Regimes: "Regimes",
    "Firing rate that mean-field theory predicts, over inhibition and drive, at this size and strength.":
      "Taxa de disparo prevista pela teoria de campo médio conforme inibição e estímulo, para este tamanho e esta força.",
    "Relative inhibition": "Inibição relativa",
    "External drive": "Estímulo externo",
    "Predicted rate": "Taxa prevista",
    SR: "SR",
    "SI fast": "SI rápido",
    AI: "AI",
    "SI slow": "SI lento",
    balance: "equilíbrio",
    "Stationary rate that mean-field theory predicts for the present parameters.":
      "Taxa estacionária que a teoria de campo médio prevê para os parâmetros atuais.",
    Graph: "Grafo",
    "Connections of some neurons; those that were rewired are marked.":
      "Conexões de alguns neurônios; as que foram religadas estão marcadas.",
    "Clustering and path length": "Agrupamento e comprimento do caminho",
    "Clustering and mean path length relative to the ring. Paths of larger networks shorten at smaller p.":
      "Agrupamento e comprimento médio do caminho em relação ao anel. Em redes maiores os caminhos encurtam já com p menor.",
    Rewiring: "Religação",
    "Relative to the ring": "Em relação ao anel",
    "Clustering, theory": "Agrupamento, teoria",
    "Clustering of 2,000 nodes": "Agrupamento com 2.000 nós",
    "Path length of 2,000 nodes": "Caminho com 2.000 nós",
    "Clustering of this network": "Agrupamento desta rede",
    "Path length of this network": "Caminho desta rede",
    Clustering: "Agrupamento",
    "Share of a neuron's pairs of neighbours that are connected.":
      "Fração dos pares de vizinhos de um neurônio que estão conectados entre si.",
    "Path length": "Comprimento do caminho",
    "Mean number of connections between two neurons.": "Número médio de conexões entre dois neurônios.",
  }),
};
