/** Traduções dos parâmetros das regras estruturais, que o experimento `rewiring` oferece. */
export const structuralPtBR: Readonly<Record<string, string>> = {
  "deepR.alpha.label": "Pressão L1",
  "deepR.alpha.doc":
    "Puxa toda conexão para zero com a taxa de aprendizado vezes isto: quanto maior, mais delas mudam de lugar. Adam, cujos passos são grandes por menor que seja o gradiente, precisa de muito mais que a descida simples.",
  "deepR.temperature.label": "Temperatura",
  "deepR.temperature.doc": "Força do passeio aleatório: a rede explora, em vez de parar onde o gradiente a deixa.",
  "deepR.scope.label": "Número constante",
  "deepR.scope.doc": "Onde o número de conexões se mantém constante.",
  "deepR.scope.choices.layer.label": "Em cada camada",
  "deepR.scope.choices.layer.doc": "Uma conexão que morre é substituída na própria camada.",
  "deepR.scope.choices.network.label": "Na rede",
  "deepR.scope.choices.network.doc":
    "Ela é substituída em uma camada sorteada na proporção do que cada uma deve ter: conexões passam de camada a camada.",
  "softDeepR.alpha.label": "Pressão L1",
  "softDeepR.alpha.doc":
    "Puxa toda conexão para zero com a taxa de aprendizado vezes isto; não age sobre as dormentes.",
  "softDeepR.temperature.label": "Temperatura",
  "softDeepR.temperature.doc": "Força do passeio aleatório dos pares conectados e dos dormentes.",
  "softDeepR.floor.label": "Profundidade do piso",
  "softDeepR.floor.doc":
    "Até onde abaixo de zero um par dormente pode vagar: quanto mais fundo, mais tempo fica fora e menos pares estão conectados.",
  "set.zeta.label": "Parte trocada",
  "set.zeta.doc": "Que parte dos pesos positivos, e que parte dos negativos, é cortada a cada religação.",
  "set.interval.label": "Passos entre religações",
  "set.interval.doc": "No artigo, uma época; o que nasce precisa de tempo para mostrar para que serve.",
  "set.spread.label": "Dispersão dos pesos novos",
  "set.spread.doc": "Desvio padrão dos pesos com que as conexões nascem.",
  "set.grace.label": "Carência dos recém-nascidos",
  "set.grace.doc":
    "Passos de treino antes que uma conexão possa ser cortada por seu peso pequeno; importa onde as religações se seguem de perto.",
  "rigl.alpha.label": "Parte cortada no início",
  "rigl.alpha.doc":
    "Que parte das conexões de uma camada é cortada em uma atualização, antes que o cronograma a reduza.",
  "rigl.interval.label": "Passos entre atualizações",
  "rigl.interval.doc":
    "Em uma atualização mudam as conexões em vez dos pesos; com frequência sai caro, raramente é lento.",
  "rigl.schedule.label": "Cronograma",
  "rigl.schedule.doc": "Como segue a parte que é cortada.",
  "rigl.schedule.choices.cosine.label": "Cosseno",
  "rigl.schedule.choices.cosine.doc": "Cai até zero, de modo que a topologia se assenta.",
  "rigl.schedule.choices.constant.label": "Constante",
  "rigl.schedule.choices.constant.doc": "Permanece, de modo que a topologia pode acompanhar uma tarefa que muda.",
  "rigl.until.label": "Fim da religação",
  "rigl.until.doc": "Parte do treino após a qual nada mais é religado.",
  "rigl.growth.label": "Crescer por",
  "rigl.growth.doc": "O que diz onde crescem conexões.",
  "rigl.growth.choices.gradient.label": "Gradiente",
  "rigl.growth.choices.gradient.doc": "Do último lote, de cada conexão ausente: RigL.",
  "rigl.growth.choices.momentum.label": "Momento",
  "rigl.growth.choices.momentum.doc":
    "Sua média corrente, para a qual cada passo calcula o gradiente de cada conexão ausente: SNFS.",
  "rigl.growth.choices.random.label": "Acaso",
  "rigl.growth.choices.random.doc": "Não precisa de gradiente algum: o controle.",
  "rigl.memory.label": "Memória do momento",
  "rigl.memory.doc": "Parte da média corrente que fica a cada passo.",
  "rigl.grace.label": "Carência dos recém-nascidos",
  "rigl.grace.doc":
    "Passos de treino antes que uma conexão possa ser cortada; nascida com peso 0, seria a primeira a sair onde as atualizações se seguem de perto.",
  "grooming.budget.label": "Orçamento de memória",
  "grooming.budget.doc":
    "Entradas que cabem na memória, em porcentagem das que a camada deve ter; o mais fraco sai quando ela encolhe.",
  "grooming.interval.label": "Passos entre passagens",
  "grooming.interval.doc": "A passagem corre no fundo do chip, muito mais devagar que o aprendizado.",
  "grooming.judged.label": "Julgadas por",
  "grooming.judged.doc": "O que diz que uma entrada é fraca.",
  "grooming.judged.choices.tag.label": "Etiqueta",
  "grooming.judged.choices.tag.doc": "Média corrente de |w dE/dw|: quanta falta a conexão faria ao erro.",
  "grooming.judged.choices.weight.label": "Peso",
  "grooming.judged.choices.weight.doc": "Seu tamanho; conexões de entradas mudas então ficam para sempre.",
  "grooming.floor.label": "Piso",
  "grooming.floor.doc": "Entradas abaixo desta parte da média de sua camada são cortadas.",
  "grooming.ask.label": "Entradas pedidas",
  "grooming.ask.doc":
    "Uma fonte pede tantas quando suas entradas têm etiquetas acima da média da camada; uma sem entradas pede uma.",
  "grooming.memory.label": "Memória da etiqueta",
  "grooming.memory.doc": "Passos sobre os quais uma etiqueta é mediada.",
  "grooming.spread.label": "Dispersão dos pesos novos",
  "grooming.spread.doc": "Desvio padrão dos pesos com que as conexões nascem.",
  "grooming.grace.label": "Carência dos recém-nascidos",
  "grooming.grace.doc": "Passos antes que uma entrada possa ser cortada: sua etiqueta precisa encher primeiro.",
};

/** Nome e resumo de cada regra. */
export const structuralRulesPtBR: Readonly<Record<string, string>> = {
  "deepR.label": "DEEP R",
  "deepR.doc": "Uma conexão cujo peso trocaria de sinal é cortada, e outra cresce ao acaso: religar como quem amostra.",
  "softDeepR.label": "Soft DEEP R",
  "softDeepR.doc":
    "Pares dormentes vagam abaixo de zero e voltam por si: o número de conexões encontra seu próprio nível.",
  "set.label": "SET",
  "set.doc":
    "Treino evolutivo esparso: os pesos mais perto de zero são cortados, e outras tantas conexões crescem ao acaso.",
  "rigl.label": "RigL",
  "rigl.doc": "Os menores pesos são cortados, e conexões crescem onde o gradiente diz que mais falta uma.",
  "grooming.label": "Poda de listas",
  "grooming.doc":
    "Cada fonte guarda uma lista compacta de conexões em uma memória fixa; uma passagem lenta corta as fracas e concede o espaço delas.",
  "staticSparse.label": "Topologia fixa",
  "staticSparse.doc":
    "Só os pesos aprendem; as conexões ficam onde o acaso as pôs no início: o controle de todas as outras regras.",
};
