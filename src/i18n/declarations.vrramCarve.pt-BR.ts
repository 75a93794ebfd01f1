/** Traduções dos parâmetros e das predefinições com que se esculpe um circuito no bloco. */

type Texts = Readonly<Record<string, string>>;

export const vrramCarvePtBR: Texts = {
  "active.label": "Células ativas",
  "active.doc":
    "Células que participam, entre todas; cada uma das outras está desligada e vaza. O seu número fica o mesmo, onde quer que os limites deixem lugar.",
  "fanIn.label": "Máximo em um pilar",
  "fanIn.doc": "Células ativas que um pilar pode ter no máximo: o que o seu transistor de acesso tem de levar.",
  "fanOut.label": "Máximo em uma linha",
  "fanOut.doc": "Células ativas que uma linha de palavra pode ter no máximo: o que a sua fonte tem de alimentar.",
  "frozen.label": "Congelar a topologia",
  "frozen.doc":
    "O controle: nenhuma célula é podada e nenhuma cresce enquanto isto estiver ligado; as condutâncias continuam aprendendo.",
  "zeta.label": "Fração podada",
  "zeta.doc": "Fração das células ativas, as mais fracas, que uma reconexão desliga; outras tantas crescem alhures.",
  "interval.label": "Passos entre reconexões",
  "interval.doc": "A cada tantos passos as células mais fracas são podadas e outras crescem.",
  "grace.label": "Carência da recém-nascida",
  "grace.doc": "Passos em que uma célula que cresceu não pode ser podada, para que tenha tempo de ficar forte.",
  "growth.label": "Crescimento",
  "growth.doc": "O que decide onde crescem células, dentro dos limites e longe das quebradas.",
  "growth.choices.random.label": "Ao acaso",
  "growth.choices.random.doc": "Em qualquer lugar: tentativa e erro.",
  "growth.choices.gradient.label": "Gradiente",
  "growth.choices.gradient.doc":
    "Onde mais condutância baixaria mais a perda; exige o gradiente de cada célula desligada.",
  "growth.choices.correlation.label": "Correlação",
  "growth.choices.correlation.doc":
    "Onde a tensão da linha e o erro da linha de bit andam juntos: ambos estão ali para ser medidos.",
  "rate.label": "Taxa de aprendizado",
  "rate.doc": "Passo de uma condutância, em partes da sua janela, para cada unidade do gradiente.",
  "momentum.label": "Momento",
  "momentum.doc": "Quanto do último passo é dado de novo; uma recém-nascida começa sem ele.",
  "batch.label": "Lote",
  "batch.doc": "Imagens de um passo: o gradiente é a média delas.",
  "gain.label": "Ganho",
  "gain.doc":
    "O que um pixel cheio de tinta soma à pontuação de um dígito por uma célula totalmente ligada: as pontuações são (I+ - I-) / I0 com I0 = V G_on / ganho.",
  "forward.label": "Produto direto",
  "forward.doc": "Como as correntes das linhas de bit se seguem das tensões das linhas.",
  "forward.choices.circuit.label": "Circuito",
  "forward.choices.circuit.doc":
    "Fontes, pilares, transistores de acesso e o vazamento das células desligadas; a regra de aprendizado nada sabe deles.",
  "forward.choices.ideal.label": "Ideal",
  "forward.choices.ideal.doc": "Tensão vezes condutância, somadas: os fios nada custam.",
  "volts.label": "Tensão de leitura",
  "volts.doc": "Tensão de uma linha cujo pixel está cheio de tinta.",
  "readTime.label": "Duração de uma leitura",
  "readTime.doc": "Por quanto tempo uma imagem fica nas linhas: uma suposição de que só depende a energia.",
  "train.label": "Imagens de treino",
  "train.doc": "Imagens com que o bloco aprende, sorteadas da semente.",
  "test.label": "Imagens de teste",
  "test.doc": "Imagens pelas quais o bloco é julgado e com que nunca aprende.",
  "evaluate.label": "Passos entre testes",
  "evaluate.doc": "Uma passagem pelas imagens de teste se reparte por tantos passos.",
  "sample.label": "Imagem de teste mostrada",
  "sample.doc":
    "Número da imagem de teste que fica nas linhas enquanto se mostram correntes; além do conjunto é a última.",
  "digit.label": "Molde mostrado",
  "digit.doc": "Dígito cujo molde se mostra: o que o par de linhas de bit dele esculpiu.",
  "every.label": "Passos entre imagens",
  "every.doc": "Enquanto a execução corre, o bloco é mostrado a cada tantos passos; quando descansa, tal como está.",
};

export const vrramCarvePresetsPtBR: Texts = {
  "carveTen.label": "Dez dígitos",
  "carveTen.doc":
    "Uma célula em dez participa, de início sorteada. Em poucas centenas de passos, pares de linhas de bit esculpem moldes dos seus dígitos: olhe um x após o outro com o controle da fatia e veja onde ficam os traços.",
  "carveFrozen.label": "Controle: congelado ao acaso",
  "carveFrozen.doc":
    "O mesmo bloco e o mesmo número de células, mas elas ficam onde o acaso as pôs e só as suas condutâncias aprendem: compare o acerto.",
  "carveRandom.label": "Crescimento por tentativa e erro",
  "carveRandom.doc":
    "Novas células são tentadas em qualquer lugar: não é preciso o gradiente do que não existe, e leva mais tempo.",
  "carveCorrelation.label": "Crescimento por correlação",
  "carveCorrelation.doc":
    "Células crescem onde a tensão de uma linha e o erro de uma linha de bit andam juntos: uma regra que só vê o que há nas duas pontas de uma célula.",
  "carveLimits.label": "Limites apertados",
  "carveLimits.doc":
    "No máximo uma célula em um pilar e duas em uma linha, para 240 células: as escalas dos dois limites estão cheias e as células têm de dar lugar umas às outras. Afrouxe os limites enquanto ele aprende.",
  "carveHealLayer.label": "Uma camada quebra",
  "carveHealLayer.doc":
    "Treine mil passos ou mais, depois quebre a camada 8: as suas células se perdem, outras tantas crescem alhures e o acerto volta. Congele antes a topologia, e ele volta menos.",
  "carveHole.label": "Faz-se um furo",
  "carveHole.doc":
    "Treine mil passos ou mais, depois faça um furo de raio 2 em x = 9, y = 8: dois dígitos perdem o meio dos seus moldes em todas as camadas. O que cresce ao redor do furo o compensa.",
  "carveFaulty.label": "Nascido com falhas",
  "carveFaulty.doc":
    "Uma célula em dez não conduz e uma em cinquenta conduz para sempre. Nenhuma delas participa; aprende-se a contornar o que as presas conduzem.",
  "carveLeak.label": "Células que nunca fecham",
  "carveLeak.doc":
    "Desligada é só um quinto de ligada: a maior parte da corrente passa por células que não participam. Pares de linhas de bit cancelam o que vaza por ambas, mas isso custa energia; aumente a razão e compare.",
  "carveWrites.label": "Poucos níveis, escritas com ruído",
  "carveWrites.doc":
    "Oito níveis e um ruído de escrita de 5 % da janela. Pesos mais finos são guardados ao lado do bloco, de modo que uma célula só é escrita quando muda de nível: olhe as escritas por passo.",
  "carveDrop.label": "Transistores fracos",
  "carveDrop.doc":
    "Transistores de acesso de 10 kΩ sob células de 10 kΩ: um pilar com várias células leva muito menos que a soma delas. Poucas células em um pilar valem mais que muitas; tente outros limites, e o produto ideal.",
  "carveLarge.label": "131.072 células",
  "carveLarge.doc":
    "O maior bloco: 2048 linhas, e pares de linhas de bit que se revezam entre os dígitos. Uma célula em cinquenta participa.",
};
