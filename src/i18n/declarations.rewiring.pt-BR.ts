import { dataFilesPtBR } from "./declarations.dataFiles.pt-BR";
import { learningPtBR } from "./declarations.learning.pt-BR";
import { structuralPtBR, structuralRulesPtBR } from "./declarations.structural.pt-BR";
import { under } from "./under";

/** Traduções das declarações do experimento `rewiring`. */

type Texts = Readonly<Record<string, string>>;

const params: Texts = {
  "rule.label": "Regra",
  "rule.doc": "O que decide quais conexões morrem e onde nascem novas; pode ser trocada enquanto a rede aprende.",
  "freeze.label": "Congelar a topologia",
  "freeze.doc": "Enquanto está ligado, nenhuma conexão morre e nenhuma nasce; os pesos seguem aprendendo.",
  "connectivity.label": "Conectividade",
  "connectivity.doc": "Conexões de todas as que poderia haver; 100 % é o controle denso.",
  "distribution.label": "Repartição",
  "distribution.doc": "Como as conexões se repartem pelas camadas.",
  "distribution.choices.erdosRenyi.label": "Erdos-Renyi",
  "distribution.choices.erdosRenyi.doc":
    "Densidade de uma camada em proporção à soma dos seus lados sobre o seu produto: camadas pequenas são mais densas.",
  "distribution.choices.uniform.label": "Por igual",
  "distribution.choices.uniform.doc": "A mesma densidade em cada camada.",
  "distribution.choices.paper.label": "1 : 3 : 30",
  "distribution.choices.paper.doc": "Densidades das camadas como no código publicado de DEEP R.",
  "network.kind.label": "Neurônios",
  "network.kind.doc": "O que os neurônios dizem uns aos outros.",
  "network.kind.choices.rate.label": "Taxas",
  "network.kind.choices.rate.doc": "Somas retificadas: uma passagem para cada lote.",
  "network.kind.choices.spiking.label": "Disparos",
  "network.kind.choices.spiking.doc":
    "Neurônios integra-e-dispara com vazamento, treinados por gradientes substitutos.",
  "network.side.label": "Pixels por lado",
  "network.side.doc": "A entrada tem um neurônio para cada pixel da imagem quadrada.",
  "network.hidden1.label": "Primeira camada oculta",
  "network.hidden1.doc": "Neurônios atrás da entrada.",
  "network.hidden2.label": "Segunda camada oculta",
  "network.hidden2.doc": "Neurônios antes da saída.",
  "task.train.label": "Imagens de treino",
  "task.train.doc":
    "Imagens com que a rede aprende. Os dígitos são desenhados a partir da semente; de arquivos se toma uma parte por igual.",
  "task.test.label": "Imagens de teste",
  "task.test.doc": "Imagens pelas quais a rede é julgada e com que nunca aprende.",
  "batch.label": "Lote",
  "batch.doc": "Imagens de um passo: o gradiente é a média sobre elas.",
  "epochs.label": "Duração dos esquemas",
  "epochs.doc":
    "Épocas depois das quais taxas de aprendizado que caem e o esquema de RigL chegam ao fim; a execução continua.",
  "evaluate.label": "Passos entre testes",
  "evaluate.doc": "Uma passagem pelas imagens de teste se espalha por tantos passos.",
  "view.layer.label": "Camada mostrada",
  "view.layer.doc": "A camada cujas conexões são mostradas, e de que um corte tira.",
  "view.layer.choices.input.label": "Primeira",
  "view.layer.choices.input.doc": "Dos pixels à primeira camada oculta.",
  "view.layer.choices.middle.label": "Segunda",
  "view.layer.choices.middle.doc": "Da primeira à segunda camada oculta.",
  "view.layer.choices.output.label": "Terceira",
  "view.layer.choices.output.doc": "Da segunda camada oculta aos dez nomes.",
  "view.every.label": "Passos entre imagens",
  "view.every.doc":
    "Enquanto a execução corre, as matrizes são mostradas a cada tantos passos; quando repousa, como estão.",
  "view.sample.label": "Imagem de teste mostrada",
  "view.sample.doc": "Número da imagem de teste mostrada com o nome que a rede lhe dá; além do conjunto, é a última.",
};

/** A regra fixa se chama aqui `static`. */
const ruleChoices: Texts = Object.fromEntries(
  Object.entries(structuralRulesPtBR).map(([key, text]) => [key.replace(/^staticSparse/, "static"), text]),
);

const presets: Texts = {
  "deepR.label": "Uma conexão em cinquenta",
  "deepR.doc":
    "DEEP R mantém 2 % das conexões: as fracas morrem, novas são tentadas em qualquer lugar. Em alguns milhares de passos os pixels do meio ganham conexões dos da borda. Troque a regra quando quiser.",
  "bellec.label": "DEEP R, números publicados",
  "bellec.doc":
    "1, 3 e 30 % das conexões das três camadas, taxa 0,5 que cai um quinto a cada época, deriva 0,00001 e o ruído publicado. O artigo toma lotes de 10; 12 é o mais próximo aqui.",
  "softDeepR.label": "DEEP R suave",
  "softDeepR.doc":
    "Conexões dormentes fazem o seu próprio passeio aleatório e acordam onde ele as leva acima de 0: o número de conexões é livre.",
  "set.label": "SET, números publicados",
  "set.doc":
    "Depois de cada época morrem os 30 % mais fracos, de cada sinal, e outros tantos nascem ao acaso. Épsilon 20 quer dizer 11,5 % das conexões aqui.",
  "setPixels.label": "SET encontra os pixels",
  "setPixels.doc":
    "SET com 2 % das conexões e pesos que decaem cinco vezes mais rápido: os pixels da borda nunca têm tinta, nada sustenta seus pesos e eles são cortados. Ao longo de mil passos ou mais, o mapa se esvazia na borda e se enche no meio; sob o controle estático, ele fica como era.",
  "rigl.label": "RigL, números publicados",
  "rigl.doc":
    "A cada 100 passos morrem as mais fracas, 30 % no início e cada vez menos, e novas nascem onde o gradiente de uma conexão ausente é maior. Contar esses gradientes mostra o que custa.",
  "fewer.label": "Um vigésimo quinto dos pesos",
  "fewer.doc":
    "96 % dos pesos faltam, e RigL acha lugares para o resto: depois de vinte épocas (3760 passos) a rede nomeia tantas imagens de teste quanto a densa, com até um ponto e meio de diferença.",
  "static.label": "Controle: esparsa e fixa",
  "static.doc": "Outras tantas conexões ao acaso, e nenhuma se move: aquilo com que as regras se comparam.",
  "dense.label": "Controle: densa",
  "dense.doc":
    "Todas as conexões possíveis, 266.200: trinta vezes a memória de uma em cinquenta, por um pouco mais de acurácia.",
  "grooming.label": "Um orçamento de memória",
  "grooming.doc":
    "Cada fonte tem uma lista de conexões em uma memória fixa; uma passagem lenta tira as fracas e concede o seu lugar a quem pede.",
  "spinnaker2.label": "Em 64 KB de um núcleo",
  "spinnaker2.doc":
    "1,3 % das conexões, como DEEP R as treinou em um núcleo do protótipo do SpiNNaker 2: os valores de memória as comparam com os 1,06 MB da forma densa.",
  "extreme.label": "Uma conexão em duzentas",
  "extreme.doc": "Com 0,5 %, o lugar das conexões é o que mais conta: compare com o controle fixo no mesmo número.",
  "spiking.label": "Neurônios com disparos",
  "spiking.doc":
    "Neurônios integra-e-dispara com vazamento aprendem por gradientes substitutos, e DEEP R os reconecta como faz com taxas.",
  "lesion.label": "Lesão e recuperação",
  "lesion.doc":
    "Treine por mil passos ou mais, depois tire metade das conexões com Lesão: com uma regra que reconecta, outras tantas crescem em outro lugar e a acurácia volta; com o controle fixo ficam perdidas.",
  "shift.label": "A tarefa muda",
  "shift.doc":
    "Treine por mil passos ou mais, depois mude a tarefa: todos os pixels trocam de lugar, as entradas que mantinham conexões são as erradas, e o mapa tem de se formar de novo.",
};

const actions: Texts = {
  "cut.label": "Cortar uma região",
  "cut.doc":
    "Tira todas as conexões de um retângulo da camada mostrada. Uma regra que reconecta põe outras tantas em outro lugar; o controle fixo fica sem elas.",
  "cut.params.row.label": "Primeira fonte",
  "cut.params.row.doc": "Primeira linha do retângulo, contada a partir de 0.",
  "cut.params.column.label": "Primeiro alvo",
  "cut.params.column.doc": "Primeira coluna do retângulo, contada a partir de 0.",
  "cut.params.toRow.label": "Última fonte",
  "cut.params.toRow.doc": "Última linha do retângulo; além da camada, é a última.",
  "cut.params.toColumn.label": "Último alvo",
  "cut.params.toColumn.doc": "Última coluna do retângulo; além da camada, é a última.",
  "lesion.label": "Lesão",
  "lesion.doc": "Tira uma parte sorteada das conexões de todas as camadas.",
  "lesion.params.share.label": "Parte",
  "lesion.params.share.doc": "Parte das conexões que se perde.",
  "kill.label": "Matar neurônios",
  "kill.doc": "Mata neurônios sorteados, com todas as suas conexões, para sempre: nenhuma regra volta a alcançá-los.",
  "kill.params.group.label": "Onde",
  "kill.params.group.doc": "Grupo de neurônios que perde alguns.",
  "kill.params.group.choices.input.label": "Entrada",
  "kill.params.group.choices.input.doc": "Pixels ficam cegos.",
  "kill.params.group.choices.hidden1.label": "Primeira camada oculta",
  "kill.params.group.choices.hidden1.doc": "Neurônios atrás da entrada.",
  "kill.params.group.choices.hidden2.label": "Segunda camada oculta",
  "kill.params.group.choices.hidden2.doc": "Neurônios antes da saída.",
  "kill.params.count.label": "Neurônios",
  "kill.params.count.doc": "Quantos morrem; ao menos um do grupo fica.",
  "shift.label": "Mudar a tarefa",
  "shift.doc": "Muda o que há a aprender, enquanto pesos e conexões ficam como estão.",
  "shift.params.kind.label": "Tipo",
  "shift.params.kind.doc": "O que muda.",
  "shift.params.kind.choices.pixels.label": "Pixels trocam de lugar",
  "shift.params.kind.choices.pixels.doc":
    "Cada imagem é embaralhada pela mesma nova permutação: os pixels informativos estão em outro lugar.",
  "shift.params.kind.choices.labels.label": "Classes trocam de nome",
  "shift.params.kind.choices.labels.doc": "Cada classe toma o nome da seguinte: as imagens ficam como estão.",
};

const channels: Texts = {
  Training: "Treino",
  "Loss of the batches, mean of 5 steps, and accuracy of the last full pass over the test set.":
    "Perda dos lotes, média de 5 passos, e acurácia da última passagem completa pelo conjunto de teste.",
  Loss: "Perda",
  "Test accuracy": "Acurácia no teste",
  Turnover: "Renovação",
  "Connections of all layers, and how many are born and die in a step, mean of 5 steps.":
    "Conexões de todas as camadas, e quantas nascem e morrem em um passo, média de 5 passos.",
  Connections: "Conexões",
  "Born per step": "Nascem por passo",
  "Died per step": "Morrem por passo",
  Weight: "Peso",
  Source: "Fonte",
  Target: "Alvo",
  Born: "Nasceu",
  Died: "Morreu",
  "Age of connections": "Idade das conexões",
  "Age in steps": "Idade em passos",
  "Connections of each pixel": "Conexões de cada pixel",
  "How many connections each pixel of the input keeps.": "Quantas conexões cada pixel da entrada mantém.",
  Row: "Linha",
  Column: "Coluna",
  Confusion: "Confusão",
  "How many test pictures of a class (row) were given a name (column), in the last full pass over the test set.":
    "Quantas imagens de teste de uma classe (linha) receberam um nome (coluna), na última passagem completa pelo conjunto de teste.",
  Pictures: "Imagens",
  Class: "Classe",
  Named: "Nome dado",
  "Test picture": "Imagem de teste",
  "A picture of the test set as the network sees it.": "Uma imagem do conjunto de teste como a rede a vê.",
  Ink: "Tinta",
  "Connections that arrive": "Conexões que chegam",
  "Connections that leave": "Conexões que saem",
  Strengths: "Forças",
  Strength: "Força",
  Connection: "Conexão",
  "Probability of each name": "Probabilidade de cada nome",
  "What the network takes the test picture for.": "Por que dígito a rede toma a imagem de teste.",
  Probability: "Probabilidade",
  Name: "Nome",
  "Life of a connection": "Vida de uma conexão",
  "Part of the connections of all layers that are still alive at an age, estimated from the deaths so far and the ages of the living (Kaplan & Meier). Those cut by hand count up to the cut.":
    "Parte das conexões de todas as camadas que ainda vive em uma idade, estimada das mortes até agora e das idades das vivas (Kaplan & Meier). As cortadas à mão contam até o corte.",
  "Part alive": "Parte viva",
  "Part of the test pictures named rightly in the last full pass, which is spread over the steps between two tests.":
    "Parte das imagens de teste nomeadas certo na última passagem completa, que se espalha pelos passos entre dois testes.",
  "Mean cross-entropy of the last batch, in nats; ln 10 = 2.303 is guessing.":
    "Entropia cruzada média do último lote, em nats; ln 10 = 2,303 é adivinhar.",
  "Connections of all layers.": "Conexões de todas as camadas.",
  Density: "Densidade",
  "Connections out of all that there could be.": "Conexões de todas as que poderia haver.",
  "Connections born in a step, mean of the last 5 steps.": "Conexões nascidas em um passo, média dos últimos 5 passos.",
  Epochs: "Épocas",
  "How often the training set was seen so far.": "Quantas vezes o conjunto de treino foi visto até agora.",
  "Memory, dense": "Memória, densa",
  "All weights as 4-byte numbers.": "Todos os pesos como números de 4 bytes.",
  "Memory, sparse": "Memória, esparsa",
  "Weights, indices and row pointers of the connections there are, compressed by rows.":
    "Pesos, índices e ponteiros de linha das conexões que há, comprimidos por linhas.",
  "Memory saved": "Memória poupada",
  "How much less memory the sparse form takes than the dense one.":
    "Quanta memória a forma esparsa ocupa a menos que a densa.",
  "Break-even density": "Densidade de equilíbrio",
  "Density of the shown layer above which the dense form is smaller.":
    "Densidade da camada mostrada acima da qual a forma densa é menor.",
  "Information in the topology": "Informação na topologia",
  "Bits that it takes to say which connections there are: log2 of the number of ways to choose as many, over the layers.":
    "Bits que são precisos para dizer quais conexões há: log2 do número de modos de escolher outras tantas, pelas camadas.",
  "Information per connection": "Informação por conexão",
  "The same for each connection; a synapse of 26 strengths holds 4.7 bits (Bartol et al. 2015).":
    "O mesmo para cada conexão; uma sinapse de 26 forças guarda 4,7 bits (Bartol et al. 2015).",
  "Gradient probes": "Sondagens do gradiente",
  "Gradients of absent connections computed so far; on analog hardware each means programming a device that is not there.":
    "Gradientes de conexões ausentes calculados até agora; em hardware analógico cada um é programar um dispositivo que não está lá.",
};

/** Textos de cada camada: em inglês, o nome e o que se diz dela. */
const LAYERS: Texts = {
  "Input to first hidden layer": "Da entrada à primeira camada oculta",
  "First to second hidden layer": "Da primeira à segunda camada oculta",
  "Second hidden layer to output": "Da segunda camada oculta à saída",
};
const OF_LAYER: Texts = {
  "the weight of each connection there is, with births and deaths of the last 20 steps.":
    "o peso de cada conexão que há, com nascimentos e mortes dos últimos 20 passos.",
  "steps since each connection was born.": "passos desde que cada conexão nasceu.",
  "how many connections each target has.": "quantas conexões tem cada alvo.",
  "how many connections each source has.": "quantas conexões tem cada fonte.",
  "absolute weight of each connection. DEEP R holds the weak ones near 0, where they die and are born.":
    "peso absoluto de cada conexão. DEEP R mantém as fracas perto de 0, onde morrem e nascem.",
};
const ofLayers: Texts = Object.fromEntries(
  Object.entries(LAYERS).flatMap(([layer, camada]) =>
    Object.entries(OF_LAYER).map(([what, text]) => [`${layer}: ${what}`, `${camada}: ${text}`]),
  ),
);

export const rewiringPtBR: Texts = {
  title: "Reconexão: aprender com poucas conexões",
  summary:
    "Treine uma rede que mantém uma conexão em cinquenta, e veja que regras deixam conexões morrer e acham lugares melhores.",
  ...under("params", params),
  ...under("params", structuralPtBR),
  ...under("params.rule.choices", ruleChoices),
  ...Object.assign({}, ...Object.entries(learningPtBR).map(([id, texts]) => under(`params.${id}`, texts))),
  ...under("groups", {
    rule: "Regra",
    wiring: "Conexões",
    network: "Rede",
    task: "Tarefa",
    learning: "Aprendizado",
    view: "Visualização",
  }),
  ...under("presets", presets),
  ...under("actions", actions),
  ...dataFilesPtBR,
  ...under("validity", {
    0: "Os dígitos são desenhados por um procedimento e são mais fáceis que os do MNIST: as acurácias daqui não são acurácias do MNIST. Carregue os arquivos do MNIST para comparar com artigos.",
    1: "A memória conta pesos de 4 bytes, números dos alvos e ponteiros de linha. Que os pesos treinados do trabalho com o SpiNNaker 2 ocupassem 36 KB se repete em vários lugares; o resumo dele dá 64 KB de memória local, 1,3 % das conexões e 96,6 % no MNIST.",
    2: "Os 62 % de energia e o fator 2 que muitas vezes se citam com isso pertencem a Yan et al. 2019: amostragem sináptica por recompensa com aceleradores e memória local contra nenhum e memória externa, não DEEP R.",
    3: "Uma rede de poucas conexões não calcula tão mais depressa quanto é menor: com cada peso se leem índices.",
    4: "A acurácia é medida em porções enquanto a rede aprende: é a dos pesos durante a sua passagem pelas imagens de teste.",
  }),
  ...under("channels", { ...channels, ...ofLayers }),
};
