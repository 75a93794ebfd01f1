import { vrramActionsPtBR } from "./declarations.vrramActions.pt-BR";
import { vrramCarvePresetsPtBR, vrramCarvePtBR } from "./declarations.vrramCarve.pt-BR";
import { vrramChannelsPtBR } from "./declarations.vrramChannels.pt-BR";
import { under } from "./under";

/** Traduções das declarações do experimento `vrram`. */

type Texts = Readonly<Record<string, string>>;

const block: Texts = {
  "layers.label": "Camadas",
  "layers.doc": "Planos uns sobre os outros; cada pilar tem uma célula em cada um.",
  "columns.label": "Pilares ao longo de x",
  "columns.doc": "Pilares que se afastam da face em que os planos são alimentados.",
  "rows.label": "Pilares ao longo de y",
  "rows.doc": "Pilares ao longo da face alimentada.",
};

const read: Texts = {
  "what.label": "O que se faz",
  "what.doc":
    "Todas as camadas ao mesmo tempo dão um produto; uma só célula é lida com o seu plano alimentado e o seu pilar selecionado.",
  "what.choices.multiply.label": "Multiplicar",
  "what.choices.multiply.doc": "Uma tensão em cada plano, uma corrente de cada pilar.",
  "what.choices.cell.label": "Ler uma célula",
  "what.choices.cell.doc": "Um plano alimentado, um pilar selecionado.",
  "direction.label": "Sentido",
  "direction.doc":
    "Se os planos são alimentados e os pilares lidos, ou o contrário: o mesmo bloco multiplica pela sua transposta.",
  "direction.choices.forward.label": "Dos planos aos pilares",
  "direction.choices.forward.doc": "Poucas entradas, muitas saídas.",
  "direction.choices.transpose.label": "Dos pilares aos planos",
  "direction.choices.transpose.doc": "Muitas entradas, poucas saídas: o produto transposto.",
  "select.label": "Pilares que conduzem",
  "select.doc": "Transistores de acesso sob os pilares: uma linha de seleção abre todos os de um y.",
  "select.choices.all.label": "Todos",
  "select.choices.all.doc": "Todo pilar conduz.",
  "select.choices.row.label": "Uma linha",
  "select.choices.row.doc": "Todos os pilares do y escolhido.",
  "select.choices.pillar.label": "Um",
  "select.choices.pillar.doc": "Só o pilar escolhido.",
  "others.label": "Outros planos",
  "others.doc": "A que se ligam os planos sem entrada enquanto se lê uma célula ou enquanto um só plano tem tensão.",
  "others.choices.grounded.label": "Aterrados",
  "others.choices.grounded.doc": "Mantidos em 0 V: tiram corrente do pilar selecionado.",
  "others.choices.floating.label": "Flutuantes",
  "others.choices.floating.doc":
    "Ligados a nada: a corrente chega a eles por outros pilares, e por eles ao pilar selecionado.",
  "input.label": "Entrada",
  "input.doc":
    "Tensões dos planos, ou das linhas de bit quando o produto é transposto. Cada passo é um ciclo de leitura e toma o vetor seguinte.",
  "input.choices.random.label": "Aleatória",
  "input.choices.random.doc": "Cada um tem uma tensão própria, sorteada de novo a cada passo.",
  "input.choices.all.label": "Todos",
  "input.choices.all.doc": "Todos têm a tensão de leitura.",
  "input.choices.oneHot.label": "Um",
  "input.choices.oneHot.doc": "O plano, ou pilar, escolhido tem a tensão de leitura.",
  "input.choices.reference.label": "Referência",
  "input.choices.reference.doc": "0,2, 0,1, 0,15 e 0,05 V em rodízio, como no circuito de referência.",
  "input.choices.file.label": "Arquivo",
  "input.choices.file.doc": "Tensões que foram carregadas.",
  "volts.label": "Tensão de leitura",
  "volts.doc": "Tensão inteira de uma entrada, e do plano de uma célula que é lida.",
  "layer.label": "Camada",
  "layer.doc": "Camada da célula que se observa, 0 a mais baixa; além do bloco é a mais alta.",
  "x.label": "Pilar ao longo de x",
  "x.doc": "Lugar do pilar a partir da face alimentada; além do bloco é o último.",
  "y.label": "Pilar ao longo de y",
  "y.doc": "Lugar do pilar ao longo da face alimentada, e número da sua linha de seleção; além do bloco é o último.",
  "file.label": "Tensões",
  "file.doc":
    "Uma tensão para cada plano, o mais baixo primeiro; de um produto transposto uma para cada pilar, ao longo de y para cada x.",
};

const pattern: Texts = {
  "kind.label": "Padrão",
  "kind.doc": "O que as células guardam antes que uma mão as mude.",
  "kind.choices.random.label": "Aleatório",
  "kind.choices.random.doc": "Cada célula em qualquer ponto entre desligada e ligada.",
  "kind.choices.sparse.label": "Esparso",
  "kind.choices.sparse.doc": "Uma fração das células está ligada, as outras desligadas.",
  "kind.choices.uniform.label": "Todas iguais",
  "kind.choices.uniform.doc": "Cada célula no mesmo nível.",
  "kind.choices.checker.label": "Xadrez",
  "kind.choices.checker.doc": "Ligada e desligada em rodízio, ao longo das três arestas.",
  "kind.choices.reference.label": "Referência",
  "kind.choices.reference.doc": "O padrão do circuito de referência: 16 níveis por uma fórmula do endereço.",
  "kind.choices.oneCell.label": "Uma célula",
  "kind.choices.oneCell.doc": "Uma célula está ligada, todas as outras abertas: uma série de resistores.",
  "kind.choices.file.label": "Arquivo",
  "kind.choices.file.doc": "Condutâncias que foram carregadas, tais como são.",
  "density.label": "Fração ligada",
  "density.doc": "Células ligadas, entre todas.",
  "level.label": "Nível",
  "level.doc": "Onde está cada célula entre desligada (0 %) e ligada (100 %).",
  "layer.label": "Camada da célula",
  "layer.doc": "Camada da única célula, 0 a mais baixa; além do bloco é a mais alta.",
  "x.label": "Lugar da célula ao longo de x",
  "x.doc": "Lugar da única célula a partir da face alimentada; além do bloco é o último.",
  "y.label": "Lugar da célula ao longo de y",
  "y.doc": "Lugar da única célula ao longo da face alimentada; além do bloco é o último.",
  "conductance.label": "Condutâncias",
  "conductance.doc":
    "Condutância de cada célula: camada por camada desde baixo, em cada uma ao longo de x, para cada x ao longo de y.",
};

const cell: Texts = {
  "technology.label": "Tecnologia",
  "technology.doc": "De que são feitas as células: quão bem são programadas e como derivam.",
  "technology.choices.ideal.label": "Ideal",
  "technology.choices.ideal.doc": "As células são programadas com exatidão e ficam como estão.",
  "technology.choices.pcmInference.label": "Mudança de fase",
  "technology.choices.pcmInference.doc": "Dispersão, deriva e ruído de um milhão de células de mudança de fase.",
  "technology.choices.sonos.label": "Armadilha de carga (SONOS)",
  "technology.choices.sonos.doc": "Dispersão e deriva de 128.000 transistores de armadilha de carga.",
  "technology.choices.heo.label": "Óxido de alta entropia",
  "technology.choices.heo.doc": "Um substituto didático de um óxido de alta entropia.",
  "technology.choices.exponentialUpdate.label": "RRAM analógica",
  "technology.choices.exponentialUpdate.doc": "Células cuja condutância sobe e desce em passos.",
  "gOn.label": "Condutância, ligada",
  "gOn.doc": "Condutância de uma célula totalmente ligada. Outras tecnologias trazem a sua própria.",
  "onOff.label": "Razão liga/desliga",
  "onOff.doc": "Maior sobre menor condutância de uma célula ideal: o que está desligado ainda vaza.",
  "levels.label": "Níveis",
  "levels.doc": "Condutâncias que se podem pedir a uma célula, igualmente afastadas; 0 e 1: qualquer uma.",
  "spread.label": "Ruído de escrita",
  "spread.doc": "Desvio padrão do que uma escrita deixa, em partes da janela.",
  "age.label": "Idade",
  "age.doc": "Tempo desde que o bloco foi programado, de 20 segundos a um ano.",
  "access.label": "Dispositivo de acesso",
  "access.doc":
    "O que fica em série com cada célula para barrar as correntes das outras; os transistores ficam sob os pilares.",
  "access.choices.none.label": "Nenhum",
  "access.choices.none.doc": "Células nuas: a corrente é proporcional à tensão.",
  "access.choices.selector.label": "Seletor (1S1R)",
  "access.choices.selector.doc": "Células que conduzem muito menos com metade da tensão.",
  "selectivity.label": "Seletividade",
  "selectivity.doc": "Corrente com a tensão de leitura sobre a corrente com a metade; uma célula linear tem 2.",
};

const circuit: Texts = {
  "circuit.form.label": "Os planos são",
  "circuit.form.doc": "Se a resistência dentro de um plano conta.",
  "circuit.form.choices.lumped.label": "Nós únicos",
  "circuit.form.choices.lumped.doc": "Um plano tem a mesma tensão em toda parte: rápido, de qualquer tamanho.",
  "circuit.form.choices.mesh.label": "Redes de resistores",
  "circuit.form.choices.mesh.doc": "Cada pedaço de um plano entre dois pilares é um resistor.",
  "wires.plane.label": "Plano",
  "wires.plane.doc": "Resistência de um plano de um pilar ao seguinte.",
  "wires.pillar.label": "Pilar",
  "wires.pillar.doc": "Resistência de um pilar de uma camada à seguinte.",
  "wires.driver.label": "Fonte",
  "wires.driver.doc": "Resistência de cada fonte: um plano tem uma para cada y ao longo da sua borda alimentada.",
  "wires.accessOn.label": "Transistor de acesso, aberto",
  "wires.accessOn.doc":
    "Resistência sob um pilar selecionado; de 2 a 10 kΩ são usuais, e limitam quantas camadas um pilar pode levar.",
  "wires.accessOff.label": "Transistor de acesso, fechado",
  "wires.accessOff.doc": "Resistência sob um pilar que não está selecionado: salvo por ela, ele flutua.",
  "taper.label": "Afunilamento",
  "taper.doc":
    "Quanto mais conduzem as células da camada mais alta que as da mais baixa, pois o furo gravado se estreita ao descer.",
  "threshold.label": "Deslocamento dos limiares",
  "threshold.doc":
    "Quanto mais tensão que a média a camada mais alta precisa para comutar, e quanto menos a mais baixa.",
};

const rest: Texts = {
  "faults.on.label": "Presas ligadas",
  "faults.on.doc": "Fração das células que conduzem para sempre, seja o que for que se programe.",
  "faults.off.label": "Presas desligadas",
  "faults.off.doc": "Fração das células que já não conduzem.",
  "faults.kind.label": "Uma célula presa está",
  "faults.kind.doc": "Até onde vai uma célula presa.",
  "faults.kind.choices.window.label": "No extremo da sua janela",
  "faults.kind.choices.window.doc": "Conduz tanto, ou tão pouco, quanto uma célula boa consegue.",
  "faults.kind.choices.hard.label": "Em curto ou aberta",
  "faults.kind.choices.hard.doc": "Um curto de 100 Ω, ou nenhuma conexão.",
  "noise.read.label": "Ruído de leitura",
  "noise.read.doc":
    "Desvio padrão do que uma célula conduz de um ciclo de leitura ao seguinte, em por cento: ruído branco, sorteado de novo a cada passo.",
  "noise.flicker.label": "Ruído 1/f",
  "noise.flicker.doc":
    "Valor eficaz de um vaguear lento de cada célula em por cento, por oito décadas de tempo desde o ciclo de leitura.",
  "noise.telegraph.label": "Ruído telegráfico",
  "noise.telegraph.doc":
    "O que uma armadilha em cada célula tira da sua condutância enquanto está cheia: a célula salta entre dois valores.",
  "noise.dwell.label": "Tempo de uma armadilha",
  "noise.dwell.doc": "Tempo médio até que uma armadilha se encha, e até que se esvazie; um ciclo de leitura leva 1 µs.",
  "write.volts.label": "Tensão de escrita",
  "write.volts.doc": "Tensão do pulso de 10 µs cuja chance de comutar uma célula se mostra para cada camada.",
  "density.pitch.label": "Distância entre pilares",
  "density.pitch.doc":
    "Distância de um pilar ao seguinte, para a conta das células em uma lâmina: ordem de grandeza, sem fonte.",
  "view.layer.label": "Camada mostrada",
  "view.layer.doc": "Camada mostrada como mapa, 0 a mais baixa; além do bloco é a mais alta.",
};

const presets: Texts = {
  "product.label": "Um produto em três dimensões",
  "product.doc":
    "8 planos alimentam 256 pilares por 2048 células: cada passo multiplica um vetor de 8 tensões por uma matriz de 8 x 256. Pilares e transistores tiram um terço.",
  "reference.label": "Bloco de referência",
  "reference.doc":
    "4 camadas de 3 x 3 pilares cujas nove correntes se conhecem com dez algarismos: de 8,946 µA a 14,326 µA.",
  "grounded.label": "Leitura, outros aterrados",
  "grounded.doc":
    "A célula de 1 µS na camada 2, x 1, y 1 deveria conduzir 0,2 µA. Com todos os outros planos no terra o pilar dá 0,17 µA: eles tiram um pouco.",
  "floating.label": "Leitura, outros flutuantes",
  "floating.doc":
    "A mesma leitura com os outros planos soltos: a corrente sobe por todos os outros pilares a todos os planos e desce por este. 9,96 µA em vez de 0,2 µA: da célula nada se vê.",
  "tower.label": "Camadas demais",
  "tower.doc":
    "32 camadas de células todas ligadas: um pilar leva a corrente de todas, o seu transistor fica com quase toda a tensão e as camadas de cima veem o resto cair ao longo do pilar. A curva da perda diz quantas camadas um transistor pode alimentar.",
  "margin.label": "Margem conforme as camadas",
  "margin.doc":
    "Um bloco aleatório cuja célula mais alta é lida: a cada camada as outras ficam com uma parte maior, e com planos flutuantes a margem some já na segunda.",
  "leak.label": "Sem seletores",
  "leak.doc":
    "24 camadas, uma célula desligada lida entre planos flutuantes. Sai 220 vezes a sua corrente, e restam 6 % da margem de leitura: sem seletores, a fuga limita o tamanho que um bloco pode ter.",
  "selectors.label": "Com seletores",
  "selectors.doc":
    "A mesma leitura com seletores que deixam passar um milésimo com metade da tensão. Todo caminho ao redor da célula passa por três células que dividem a tensão, e quase nada corre por ali: restam uns 95 % da margem de leitura, como se os outros planos estivessem presos. Mova a seletividade.",
  "scatter.label": "Leituras que se dispersam",
  "scatter.doc":
    "Cada ciclo de leitura encontra cada célula um vigésimo fora, de novo. Fios e transistores quase não resistem aqui: o erro do produto é o do ruído, e outro a cada passo.",
  "planes.label": "Planos que resistem",
  "planes.doc":
    "Planos como redes de 100 Ω entre pilares, alimentados na borda esquerda: pilares longe dela recebem menos. Passe os planos a nós únicos para ver o que se perdeu.",
  "taper.label": "Um furo que se estreita",
  "taper.doc":
    "As células da camada mais alta conduzem um quinto a mais que as da mais baixa, e precisam de mais tensão para comutar: as mesmas escritas e leituras diferem de camada a camada.",
  "row.label": "Uma linha de seleção",
  "row.doc":
    "Uma linha de seleção abre os transistores de um y: os pilares de todas as outras filas flutuam, e ainda unem os planos entre si.",
  "transpose.label": "No sentido contrário",
  "transpose.doc":
    "Tensões nos pilares, correntes que saem dos planos: as mesmas células multiplicam pela matriz transposta, como o treino precisa.",
  "oneCell.label": "Uma célula",
  "oneCell.doc":
    "Todas as células menos uma estão abertas. O que resta é uma série: fonte, célula de 20 kΩ, dois pedaços de pilar e o transistor.",
  "faulty.label": "Um curto no bloco",
  "faulty.doc":
    "Uma célula em cinquenta é um curto de 100 Ω. Cada um une um plano a um pilar: as correntes de pilares inteiros são as dos seus curtos.",
  "aged.label": "Um dia depois",
  "aged.doc": "Células de mudança de fase um dia depois de programadas: o produto perdeu um terço. Mova a idade.",
  "large.label": "131.072 células",
  "large.doc":
    "32 camadas de 64 x 64 pilares, um décimo das células ligadas, resolvido de novo a cada passo: os planos são nós únicos, para que leve poucos milissegundos.",
  ...vrramCarvePresetsPtBR,
};

export const vrramPtBR: Readonly<Record<string, string>> = {
  title: "Bloco: memória em três dimensões",
  summary:
    "Gire nas mãos um bloco de células de memória, veja correntes descerem por planos e pilares, e esculpa nele um circuito que dá nome a dígitos.",
  ...under("params.setup", {
    label: "Montagem",
    doc: "O que se faz com o bloco.",
    "choices.read.label": "Ler",
    "choices.read.doc": "Tensões em planos inteiros, correntes que saem dos pilares.",
    "choices.carve.label": "Esculpir",
    "choices.carve.doc":
      "Os planos são cortados em linhas; células são podadas e crescem até que o bloco dê nome a dígitos.",
  }),
  ...under("params.block", block),
  ...under("params.read", read),
  ...under("params.pattern", pattern),
  ...under("params.cell", cell),
  ...under("params", circuit),
  ...under("params", rest),
  ...under("params.carve", vrramCarvePtBR),
  ...under("groups", {
    setup: "Montagem",
    block: "Bloco",
    read: "Leitura",
    address: "Endereço",
    pattern: "Padrão",
    cell: "Célula",
    wires: "Fios",
    layers: "Camadas",
    faults: "Falhas",
    noise: "Ruído",
    write: "Escrita",
    density: "Densidade",
    view: "Vista",
    carve: "Esculpir",
    carveLearning: "Aprendizado",
    carveRead: "Leitura ao esculpir",
    carveTask: "Tarefa",
  }),
  ...under("presets", presets),
  ...under("actions", vrramActionsPtBR),
  ...under("files", {
    "conductance.label": "Condutâncias",
    "conductance.doc":
      "Condutâncias em S como CSV, JSON ou matriz NumPy: camada por camada desde baixo, em cada uma ao longo de x, para cada x ao longo de y.",
    "voltages.label": "Tensões",
    "voltages.doc":
      "Uma tensão em V para cada plano, ou de um produto transposto para cada pilar, como CSV, JSON ou matriz NumPy.",
  }),
  ...under("validity", {
    0: "O circuito é resolvido em repouso: como as correntes se assentam fica de fora. Células nuas obedecem a Ohm.",
    1: "O transistor de acesso de um pilar é um resistor, aberto ou fechado; todos os pilares são lidos ao mesmo tempo, embora os de uma linha de bit se lessem uma fila após a outra.",
    2: "O afunilamento e o deslocamento dos limiares são lineares na camada: nenhum perfil medido é público.",
    3: "As curvas conforme o número de camadas, e a margem de leitura, tomam os planos como nós únicos.",
    4: "10¹² dispositivos em uma lâmina: ordem de grandeza, sem fonte. A citação da afirmação é de uma rede do tamanho de uma lâmina que não é memória vertical; a aritmética da distância é tudo o que há.",
    5: "Esculpir: os dígitos são desenhados por um procedimento, tantos quantos são os pares de linhas de bit; os acertos não são acertos no MNIST. O acerto é o do bloco durante a sua passagem pelas imagens de teste.",
    6: "Esculpir: o produto passa por fontes, pilares e transistores; o gradiente é o produto externo de entradas e erros, que nada sabe deles. O crescimento pelo gradiente toma o gradiente de cada célula desligada; o hardware teria de medi-lo.",
    7: "Esculpir: uma escrita chega à sua célula seja o que for que guardem as vizinhas; a energia conta só leituras, por um tempo suposto. De uma tecnologia só se toma a janela de condutância; níveis e ruído de escrita são os que se ajustam.",
    8: "Seletores: memória e seletor são uma só lei compacta, um seno hiperbólico ajustado à tensão de leitura, a mesma em todo lugar. Escritas, e esculpir, nada sabem deles. Em blocos de mais de 32.768 células não há com eles curvas conforme o número de camadas, nem margem de leitura.",
    9: "O ruído das leituras é uma parte da condutância, a mesma parte para toda tecnologia; o ruído medido depende do estado da célula.",
  }),
  ...under("channels", vrramChannelsPtBR),
};
