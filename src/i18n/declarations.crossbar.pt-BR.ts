import { nonIdealPtBR } from "./declarations.nonIdeal.pt-BR";
import { under } from "./under";

/** Traduções das declarações do experimento `crossbar`. */

type Texts = Readonly<Record<string, string>>;

const array: Texts = {
  "source.label": "Matriz",
  "source.doc": "De onde vêm as condutâncias.",
  "source.choices.random.label": "Aleatória",
  "source.choices.random.doc": "Cada célula em qualquer ponto entre a sua menor e a sua maior condutância.",
  "source.choices.weights.label": "Pesos em pares",
  "source.choices.weights.doc":
    "Pesos com distribuição normal, cada um a diferença de duas células em colunas vizinhas.",
  "source.choices.image.label": "Imagem",
  "source.choices.image.doc": "Os tons de cinza de uma imagem.",
  "source.choices.file.label": "Arquivo",
  "source.choices.file.doc": "Condutâncias que foram carregadas, tais como são.",
  "source.choices.digits.label": "Classificador de dígitos",
  "source.choices.digits.doc": "Pesos de um classificador treinado com dígitos desenhados, em pares de colunas.",
  "rows.label": "Linhas",
  "rows.doc": "Linhas de palavra: quantas entradas.",
  "columns.label": "Colunas",
  "columns.doc": "Linhas de bit: quantas saídas. Um par de colunas faz uma saída de pesos com sinal.",
  "pixels.label": "Pixels por lado",
  "pixels.doc": "Tamanho das imagens dos dígitos; cada pixel é uma linha da matriz.",
  "density.label": "Densidade",
  "density.doc": "Fração das células que guardam algo; as outras ficam na sua menor condutância.",
  "sd.label": "Dispersão dos pesos",
  "sd.doc": "Desvio padrão dos pesos em múltiplos do maior que as células podem guardar; o que passa disso é cortado.",
  "gMax.label": "Maior condutância",
  "gMax.doc":
    "Condutância de uma célula totalmente ligada. Tecnologias que não a ideal trazem a sua própria; então isto não tem efeito.",
  "onOff.label": "Razão liga/desliga",
  "onOff.doc": "Maior sobre menor condutância de uma célula ideal: o que está desligado ainda conduz.",
  "conductance.label": "Condutâncias",
  "conductance.doc": "Condutância de cada célula, linha por linha.",
  "fileColumns.label": "Colunas do arquivo",
  "fileColumns.doc": "Quantas das condutâncias carregadas fazem uma linha.",
  "image.label": "Imagem",
  "image.doc":
    "Tons de cinza linha por linha, 0 preto e 1 branco, esticados sobre a matriz. Sem nenhum, o laboratório desenha uma imagem.",
  "imageColumns.label": "Colunas da imagem",
  "imageColumns.doc": "Quantos dos tons de cinza fazem uma linha.",
};

const cell: Texts = {
  "technology.label": "Tecnologia",
  "technology.doc": "De que são feitas as células: com que exatidão são programadas, como derivam e quanto ruído têm.",
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
  "access.label": "Dispositivo de acesso",
  "access.doc": "O que fica em série com cada célula para barrar as correntes das outras.",
  "access.choices.none.label": "Nenhum",
  "access.choices.none.doc": "Células nuas: a corrente é proporcional à tensão.",
  "access.choices.selector.label": "Seletor (1S1R)",
  "access.choices.selector.doc": "Células que conduzem muito menos com metade da tensão.",
  "access.choices.transistor.label": "Transistor (1T1R)",
  "access.choices.transistor.doc": "Uma porta por linha: linhas não selecionadas ficam cortadas.",
  "selectivity.label": "Seletividade",
  "selectivity.doc": "Corrente com a tensão inteira sobre a corrente com a metade; uma célula linear tem 2.",
  "transistor.label": "Resistência do transistor",
  "transistor.doc": "Resistência de uma porta aberta, em série com a sua célula.",
};

const input: Texts = {
  "kind.label": "Entrada",
  "kind.doc": "Tensões nas linhas. Cada passo é um ciclo de leitura e toma o vetor seguinte.",
  "kind.choices.random.label": "Aleatória",
  "kind.choices.random.doc": "Cada linha tem uma tensão própria, sorteada de novo a cada passo.",
  "kind.choices.oneHot.label": "Uma linha",
  "kind.choices.oneHot.doc": "Uma linha tem a tensão, todas as outras nenhuma.",
  "kind.choices.all.label": "Todas as linhas",
  "kind.choices.all.doc": "Todas as linhas têm a tensão inteira.",
  "kind.choices.file.label": "Arquivo",
  "kind.choices.file.doc": "Tensões que foram carregadas.",
  "kind.choices.digit.label": "Dígitos",
  "kind.choices.digit.doc": "A cada passo, o dígito seguinte, semelhante a um escrito à mão.",
  "voltage.label": "Tensão de leitura",
  "voltage.doc": "Tensão inteira de uma entrada.",
  "row.label": "Linha",
  "row.doc": "A linha que tem a tensão, contada a partir de 0; além da matriz, vale a última.",
  "volts.label": "Tensões",
  "volts.doc": "Uma tensão para cada linha.",
};

const converter: Texts = {
  "dac.label": "DAC",
  "dac.doc": "Resolução das entradas; 0 significa que não são arredondadas.",
  "adc.label": "ADC",
  "adc.doc": "Resolução das saídas; 0 significa que não são arredondadas.",
  "range.label": "Faixa do ADC",
  "range.doc":
    "Metade do que o ADC abrange, em múltiplos do desvio padrão das correntes das colunas. O que passa disso é ceifado.",
};

const params: Texts = {
  ...under("scheme", {
    label: "Esquema",
    doc: "A que se ligam as linhas e colunas: todas as linhas de uma vez para multiplicar, ou uma linha e uma coluna para ler uma só célula.",
    "choices.multiply.label": "Multiplicar",
    "choices.multiply.doc": "Cada linha na sua entrada, cada coluna no terra: um produto por passo.",
    "choices.floating.label": "Ler, outras flutuando",
    "choices.floating.doc": "Linhas e colunas não selecionadas ficam abertas.",
    "choices.groundColumns.label": "Ler, colunas no terra",
    "choices.groundColumns.doc": "As outras linhas abertas, todas as colunas no terra.",
    "choices.groundAll.label": "Ler, todas no terra",
    "choices.groundAll.doc": "Todas as outras linhas e todas as colunas no terra.",
    "choices.half.label": "Ler, V/2",
    "choices.half.doc": "As outras linhas e colunas com metade da tensão.",
    "choices.third.label": "Ler, V/3",
    "choices.third.doc": "As outras linhas com um terço, as outras colunas com dois terços da tensão.",
  }),
  ...under("array", array),
  ...under("cell", cell),
  ...under("wire", {
    "row.label": "Fio da linha",
    "row.doc": "Resistência do fio da linha de uma célula à seguinte; 1 Ω é mais ou menos um fio de 40 nm.",
    "column.label": "Fio da coluna",
    "column.doc": "Resistência do fio da coluna de uma célula à seguinte.",
  }),
  ...under("driver", {
    "source.label": "Resistência da fonte",
    "source.doc": "Resistência do que alimenta uma linha.",
    "sink.label": "Resistência de leitura",
    "sink.doc": "Resistência entre o fim de uma coluna e o terra.",
    "sides.label": "Ligada por",
    "sides.doc": "Se as linhas são alimentadas, e as colunas lidas, por uma ponta ou pelas duas.",
    "sides.choices.one.label": "Um lado",
    "sides.choices.one.doc": "Linhas pela ponta esquerda, colunas pela ponta de baixo.",
    "sides.choices.both.label": "Dois lados",
    "sides.choices.both.doc": "Pelas duas pontas: a célula mais distante fica a meia distância.",
  }),
  ...under("input", input),
  ...under("selected", {
    "row.label": "Linha selecionada",
    "row.doc": "Linha da célula que é lida, contada a partir de 0; além da matriz, vale a última.",
    "column.label": "Coluna selecionada",
    "column.doc": "Coluna da célula que é lida, contada a partir de 0; além da matriz, vale a última.",
  }),
  ...under("converter", converter),
  ...under("nonIdeal", nonIdealPtBR),
  "age.label": "Idade",
  "age.doc":
    "Tempo desde que a matriz foi programada, de 20 segundos a um ano. Células de mudança de fase e de armadilha de carga derivam nesse tempo.",
  ...under("hot", {
    "columns.label": "Colunas quentes",
    "columns.doc":
      "As últimas colunas da matriz ficam onde faz calor: as suas células envelhecem mais depressa. Com 0, todas envelhecem igual.",
    "pace.label": "Envelhecimento das colunas quentes",
    "pace.doc":
      "Quantas vezes mais depressa elas envelhecem. O calor acelera a deriva por exp(E/kT_0 - E/kT): com E = 1 eV, umas 800 vezes a 90 °C em vez de 27 °C.",
  }),
  "compensation.label": "Compensação da deriva",
  "compensation.doc": "Um fator nas saídas que repõe o que as condutâncias perderam em média.",
  "compensation.choices.none.label": "Nenhuma",
  "compensation.choices.none.doc": "As saídas como são.",
  "compensation.choices.global.label": "Global",
  "compensation.choices.global.doc": "Um só fator para a matriz inteira.",
  "compensation.choices.column.label": "Por coluna",
  "compensation.choices.column.doc": "Um fator para cada coluna.",
  "regrow.label": "Células recriadas",
  "regrow.doc": "Fração das células, as piores, que são programadas de novo na idade atual.",
  ...under("faults", {
    "on.label": "Presas ligadas",
    "on.doc": "Fração das células que conduzem para sempre, não importa o que se programe.",
    "off.label": "Presas desligadas",
    "off.doc": "Fração das células que já não conduzem.",
    "kind.label": "Uma célula presa fica",
    "kind.doc": "Até onde vai uma célula presa.",
    "kind.choices.window.label": "Na ponta da janela",
    "kind.choices.window.doc": "Conduz tanto, ou tão pouco, quanto uma célula boa consegue.",
    "kind.choices.hard.label": "Em curto ou aberta",
    "kind.choices.hard.doc": "Um curto de 100 Ω, ou ligação nenhuma.",
    "spares.label": "Colunas de reserva",
    "spares.doc": "Colunas à direita que tomam o lugar das quebradas.",
  }),
  ...under("energy", {
    "boundary.label": "O que conta",
    "boundary.doc":
      "Que partes a eficiência conta. Quanto menos, melhor ela parece; circuitos digitais, memória e fontes nunca contam aqui.",
    "boundary.choices.array.label": "Só a matriz",
    "boundary.choices.array.doc": "As células, com a sua fuga.",
    "boundary.choices.arrayAdc.label": "Matriz e ADC",
    "boundary.choices.arrayAdc.doc": "As células e a conversão das saídas.",
    "boundary.choices.all.label": "Matriz, ADC e DAC",
    "boundary.choices.all.doc": "As células e as duas conversões.",
    "cycle.label": "Tempo de integração",
    "cycle.doc": "Por quanto tempo as correntes fluem em um produto.",
    "adc.label": "Energia do ADC por nível",
    "adc.doc": "Energia de uma conversão dividida pelo seu número de níveis; 6,25 fJ dão 1,6 pJ com 8 bits.",
    "dac.label": "Energia do DAC por nível",
    "dac.doc": "Energia de uma conversão de entrada dividida pelo seu número de níveis.",
    "capacitance.label": "Capacitância por célula",
    "capacitance.doc": "Capacitância de um trecho de fio com a sua célula.",
  }),
};

const presets: Texts = {
  "product.label": "Um produto em um passo",
  "product.doc":
    "64 linhas alimentam 64 colunas de células de 100 µS por fios de 1 Ω: um passo multiplica, e fios e fontes tiram um sexto.",
  "wires.label": "Os fios tiram a sua parte",
  "wires.doc":
    "128 linhas das mesmas células: quatro décimos da corrente se perdem, quase tudo longe das fontes e do terra. Ponha os dois fios em 0 para ver o que deveria sair.",
  "bothSides.label": "Ligada pelos dois lados",
  "bothSides.doc":
    "A mesma matriz, com fontes e terras nas duas pontas das linhas: o pior lugar agora é o meio, e a perda é bem menor.",
  "picture.label": "Uma imagem de condutâncias",
  "picture.doc": "Tons de cinza como condutâncias. Carregue uma imagem sua, ou pinte nesta.",
  "converters.label": "Larga demais ou estreita demais",
  "converters.doc":
    "Entradas de 4 bits e saídas de 5 bits de pesos com sinal. Uma faixa larga desperdiça níveis, uma estreita ceifa: a curva tem uma faixa ótima.",
  "sneak.label": "Caminhos parasitas",
  "sneak.doc":
    "Uma célula entre 256 é lida enquanto todas as outras linhas flutuam: a maior parte da corrente vem por três outras células.",
  "halfSelect.label": "Meia tensão",
  "halfSelect.doc":
    "As outras linhas com metade da tensão: as escritas ficam protegidas, mas a leitura de células nuas não melhora.",
  "selector.label": "Um seletor em cada célula",
  "selector.doc":
    "A mesma leitura com seletores que deixam passar um milésimo com metade da tensão: a margem está de volta.",
  "transistor.label": "Um transistor em cada célula",
  "transistor.doc":
    "As portas de todas as outras linhas estão fechadas: nenhum caminho parasita, ao preço de uma célula maior e da sua resistência.",
  "short.label": "Um curto",
  "short.doc":
    "8 linhas e uma coluna de reserva. Quebre uma célula, ache-a, pode-a, mova a sua coluna: a primeira ação arruína a coluna, as outras a curam passo a passo.",
  "digits.label": "Indicar dígitos",
  "digits.doc":
    "Um classificador de dígitos desenhados, em pares de colunas: cada passo mostra o dígito seguinte, e a acurácia acompanha tudo o que se faz com a matriz.",
  "brokenDigits.label": "Treinar em torno das falhas",
  "brokenDigits.doc":
    "Uma célula em nove está quebrada. Procure as falhas e treine de novo: os pesos que restam compensam os que se perderam.",
  "drift.label": "Um dia depois",
  "drift.doc":
    "Células de mudança de fase perdem um terço da condutância em um dia, e o produto erra outro tanto. Mova a idade, depois compense.",
  "compensated.label": "Um fator compensa",
  "compensated.doc":
    "Um único fator em todas as saídas tira a média da deriva; resta a sua dispersão. Programar de novo o pior vigésimo a diminui também.",
  "hotColumns.label": "Colunas quentes",
  "hotColumns.doc":
    "Um quarto das colunas fica onde faz calor e envelhece mil vezes mais depressa: um só fator não serve a nenhum dos dois tipos, um por coluna serve aos dois. Troque a compensação para ver.",
  "chargeTrap.label": "Armadilhas de carga",
  "chargeTrap.doc":
    "Um dia em uma matriz de transistores de armadilha de carga: condutâncias baixas sobem, altas caem, e pesos pequenos ficam exatos.",
};

const ROW = "Linha da célula, contada a partir de 0.";
const COLUMN = "Coluna da célula, contada a partir de 0.";
const place: Texts = {
  "params.row.label": "Linha",
  "params.row.doc": ROW,
  "params.column.label": "Coluna",
  "params.column.doc": COLUMN,
};
const conductance: Texts = {
  "params.conductance.label": "Condutância",
  "params.conductance.doc": "Condutância a programar; o que o dispositivo não alcança vira a ponta da sua janela.",
};

const actions: Texts = {
  ...under("program", {
    label: "Programar uma célula",
    doc: "Escreve uma condutância em uma célula, tão bem quanto a tecnologia consegue.",
    ...place,
    ...conductance,
  }),
  ...under("paint", {
    label: "Programar um retângulo",
    doc: "Escreve a mesma condutância em todas as células de um retângulo.",
    ...place,
    "params.toRow.label": "Última linha",
    "params.toRow.doc": ROW,
    "params.toColumn.label": "Última coluna",
    "params.toColumn.doc": COLUMN,
    ...conductance,
  }),
  ...under("break", {
    label: "Quebrar uma célula",
    doc: "Põe uma célula em curto, aberta ou presa.",
    ...place,
    "params.kind.label": "Tipo",
    "params.kind.doc": "Como a célula quebra.",
    "params.kind.choices.short.label": "Curto",
    "params.kind.choices.short.doc": "100 Ω, não importa o que se programe.",
    "params.kind.choices.open.label": "Aberta",
    "params.kind.choices.open.doc": "Ligação nenhuma.",
    "params.kind.choices.stuckOn.label": "Presa ligada",
    "params.kind.choices.stuckOn.doc": "Tanto quanto uma célula boa consegue conduzir.",
    "params.kind.choices.stuckOff.label": "Presa desligada",
    "params.kind.choices.stuckOff.doc": "Tão pouco quanto uma célula boa consegue conduzir.",
  }),
  ...under("mend", {
    label: "Consertar uma célula",
    doc: "Torna a célula inteira de novo, e a religa se foi podada.",
    ...place,
  }),
  ...under("inject", {
    label: "Quebrar algumas células",
    doc: "Quebra uma fração aleatória das células, a cada vez outras.",
    "params.on.label": "Presas ligadas",
    "params.on.doc": "Fração das células que quebram.",
    "params.off.label": "Presas desligadas",
    "params.off.doc": "Fração das células que quebram.",
  }),
  ...under("detect", {
    label: "Procurar falhas",
    doc: "Lê a matriz linha por linha e marca as células que estão longe do que deveriam ser.",
  }),
  ...under("prune", {
    label: "Podar o que se achou",
    doc: "Corta cada célula que, na última busca, conduzia demais.",
  }),
  ...under("remap", {
    label: "Mover uma coluna",
    doc: "Põe uma coluna de reserva no lugar de uma coluna: é programada com o que aquela deveria guardar.",
    "params.column.label": "Coluna",
    "params.column.doc": COLUMN,
  }),
  ...under("flip", {
    label: "Inverter pares",
    doc: "Deixa as duas colunas de um par trocar de lugar onde, assim, as falhas achadas caem em pesos que as querem.",
  }),
  ...under("retrain", {
    label: "Treinar de novo",
    doc: "Treina o classificador outra vez em torno das falhas achadas, e programa os pesos.",
  }),
  ...under("reprogram", {
    label: "Programar de novo",
    doc: "Programa cada célula no seu alvo: dispersão e deriva são sorteadas de novo.",
  }),
};

const files: Texts = {
  "conductance.label": "Condutâncias",
  "conductance.doc":
    "Uma linha de texto por linha, um número por coluna: condutâncias em S, como CSV, JSON ou vetor NumPy.",
  "input.label": "Tensões de entrada",
  "input.doc": "Uma tensão em V para cada linha, como CSV, JSON ou vetor NumPy.",
  "image.label": "Imagem",
  "image.doc":
    "Tons de cinza como imagem PNG, JPEG, PGM ou PPM, ou como números em CSV, JSON ou vetor NumPy. PNG e JPEG só são lidas na página.",
};

const channels: Texts = {
  Conductances: "Condutâncias",
  "Conductance of each cell as it would be read now.": "Condutância de cada célula tal como seria lida agora.",
  Conductance: "Condutância",
  Row: "Linha",
  Column: "Coluna",
  "Stuck on": "Presa ligada",
  "Stuck off": "Presa desligada",
  Pruned: "Podada",
  Selected: "Selecionada",
  Spare: "Reserva",
  "Row voltages": "Tensões das linhas",
  "Voltage of the row wire at each cell: it falls on the way.":
    "Tensão do fio da linha em cada célula: cai pelo caminho.",
  Voltage: "Tensão",
  "Column voltages": "Tensões das colunas",
  "Voltage of the column wire at each cell: it should be 0, and is not.":
    "Tensão do fio da coluna em cada célula: deveria ser 0, e não é.",
  "Cell currents": "Correntes das células",
  "Current through each cell from its row to its column.": "Corrente em cada célula, da sua linha à sua coluna.",
  Current: "Corrente",
  "Row currents": "Correntes das linhas",
  "Current in the row wire to the right of each cell.": "Corrente no fio da linha à direita de cada célula.",
  "Column currents": "Correntes das colunas",
  "Current in the column wire below each cell.": "Corrente no fio da coluna abaixo de cada célula.",
  Inputs: "Entradas",
  "Voltage that drives each row.": "Tensão que alimenta cada linha.",
  "Output currents": "Correntes de saída",
  "Current of each column as it is read: through the wires, after ADC and drift compensation.":
    "Corrente de cada coluna tal como é lida: através dos fios, depois do ADC e da compensação da deriva.",
  "Ideal currents": "Correntes ideais",
  "What each column should give: the product of the inputs with the matrix that is wanted.":
    "O que cada coluna deveria dar: o produto das entradas com a matriz desejada.",
  "Error of each column": "Erro de cada coluna",
  "Output minus ideal current, relative to the ideal current.":
    "Corrente de saída menos a ideal, em relação à corrente ideal.",
  "Relative error": "Erro relativo",
  Errors: "Erros",
  "Output minus ideal current of all columns, relative to the root mean square of the ideal currents.":
    "Corrente de saída menos a ideal em todas as colunas, em relação ao valor eficaz das correntes ideais.",
  Error: "Erro",
  "Sneak paths": "Caminhos parasitas",
  "While one cell is read: the ways of three other cells that carry most current from its row to its column.":
    "Enquanto se lê uma célula: os caminhos por três outras células que levam mais corrente da sua linha à sua coluna.",
  "Read margin": "Margem de leitura",
  "How much less current flows when the cell that is read is off, all others being on, for arrays of more and more lines with the present wires, drivers and access devices.":
    "Quanto menos corrente flui quando a célula lida está desligada e todas as outras ligadas, em matrizes de mais e mais linhas, com os fios, as fontes e os dispositivos de acesso atuais.",
  Lines: "Linhas e colunas",
  "Others floating": "Outras flutuando",
  "Columns at ground": "Colunas no terra",
  "All at ground": "Todas no terra",
  "V/2": "V/2",
  "V/3": "V/3",
  "Range of the ADC": "Faixa do ADC",
  "Signal to noise of the present output currents after the ADC, against its range: too narrow clips, too wide wastes bits.":
    "Relação sinal-ruído das correntes de saída atuais depois do ADC, em função da sua faixa: estreita demais ceifa, larga demais desperdiça bits.",
  "ADC range": "Faixa do ADC",
  "Signal to quantisation noise": "Sinal sobre ruído de quantização",
  SQNR: "SQNR",
  "Error against age": "Erro em função da idade",
  "Relative error of the product without wires, as the array ages: as it is, with one factor, with a factor per column, and with the worst cells programmed anew.":
    "Erro relativo do produto, sem fios, enquanto a matriz envelhece: como está, com um fator, com um fator por coluna, e com as piores células programadas de novo.",
  Age: "Idade",
  "As it is": "Como está",
  "One factor": "Um fator",
  "A factor per column": "Um fator por coluna",
  "One factor and regrown cells": "Um fator e células recriadas",
  "Error of the product": "Erro do produto",
  "Length of the error of all outputs over the length of the ideal outputs; of pairs, of their differences.":
    "Comprimento do erro de todas as saídas sobre o comprimento das saídas ideais; em pares, das suas diferenças.",
  "Loss in wires": "Perda nos fios",
  "Mean share of the output currents that wires and drivers take.":
    "Fração média das correntes de saída que os fios e as fontes tiram.",
  Clipped: "Ceifadas",
  "Output currents beyond the range of the ADC.": "Correntes de saída além da faixa do ADC.",
  Compensation: "Compensação",
  "Factor on the outputs that makes up for drift; of several their mean.":
    "Fator nas saídas que compensa a deriva; de vários, a média.",
  "How much less current the selected cell would give if it were off, in the present array.":
    "Quanto menos corrente a célula selecionada daria se estivesse desligada, na matriz atual.",
  "Half-select disturb": "Perturbação por meia seleção",
  "Cells that a write of the selected cell at 3.5 V for 10 µs in this scheme would switch by mistake, on average.":
    "Células que uma escrita da célula selecionada, com 3,5 V por 10 µs neste esquema, comutaria por engano, em média.",
  Faults: "Falhas",
  "Cells that are stuck, shorted or open.": "Células presas, em curto ou abertas.",
  Found: "Achadas",
  "Faulty cells that the last detection found.": "Células com falha que a última busca achou.",
  Power: "Potência",
  "What the sources deliver to the array while it reads.": "O que as fontes entregam à matriz enquanto ela lê.",
  Delay: "Atraso",
  "Half of the step at the far end of a row, by Elmore's formula.":
    "Metade do degrau na ponta distante de uma linha, pela fórmula de Elmore.",
  "Energy per product": "Energia por produto",
  "Array, leakage, ADC and DAC together.": "Matriz, fuga, ADC e DAC juntos.",
  "Energy of the array": "Energia da matriz",
  "Power of the array over the integration time, without leakage.":
    "Potência da matriz durante o tempo de integração, sem a fuga.",
  "Energy of ADCs": "Energia dos ADCs",
  "One conversion per column.": "Uma conversão por coluna.",
  "Energy of DACs": "Energia dos DACs",
  "One conversion per row.": "Uma conversão por linha.",
  Leakage: "Fuga",
  "What flows through cells because none conducts less than the least conductance.":
    "O que flui pelas células porque nenhuma conduz menos que a menor condutância.",
  Efficiency: "Eficiência",
  "Operations per energy, a multiplication and an addition counting as two: peak, of the parts that are chosen to count.":
    "Operações por energia, contando como duas uma multiplicação e uma soma: de pico, das partes que se escolheu contar.",
  "Efficiency times bits": "Eficiência vezes bits",
  "Efficiency times bits of an input and of a weight: what can be compared between arrays of different precision. Needs a DAC and finite levels.":
    "Eficiência vezes os bits de uma entrada e de um peso: o que se pode comparar entre matrizes de precisão diferente. Requer um DAC e níveis finitos.",
  "The circuit was not solved: its currents are not to be trusted":
    "O circuito não foi resolvido: não se pode confiar nas suas correntes",
  "The method gave up: cells differ by more than double precision carries, or selectors are too steep.":
    "O método desistiu: as células diferem mais do que a precisão dupla comporta, ou os seletores são íngremes demais.",
  Iterations: "Iterações",
  "Of the last solution of the circuit.": "Da última solução do circuito.",
  Residual: "Resíduo",
  "Of the last solution, relative.": "Da última solução, relativo.",
  Digit: "Dígito",
  "The picture whose pixels are the inputs.": "A imagem cujos pixels são as entradas.",
  Ink: "Tinta",
  Line: "Linha",
  Pixel: "Pixel",
  Scores: "Pontuações",
  "What the array says for each digit: difference of its pair of columns and its bias. The largest wins.":
    "O que a matriz diz de cada dígito: a diferença do seu par de colunas e o seu viés. A maior vence.",
  Score: "Pontuação",
  Confusion: "Confusão",
  "How many test pictures of each digit (row) were taken for which (column).":
    "Quantas imagens de teste de cada dígito (linha) foram tomadas por qual (coluna).",
  Pictures: "Imagens",
  "Digit shown": "Dígito mostrado",
  "Digit named": "Dígito indicado",
  Accuracy: "Acurácia",
  "Share of 500 test pictures that the array names rightly; of 100 where cells have selectors, as each then is a solution of its own.":
    "Fração de 500 imagens de teste que a matriz indica certo; de 100 onde as células têm seletores, pois então cada uma é uma solução à parte.",
  Chance: "Acaso",
};

export const crossbarPtBR: Texts = {
  title: "Crossbar: um produto por Ohm e Kirchhoff",
  summary:
    "Multiplique um vetor por uma matriz de dispositivos, e veja o que fios, caminhos parasitas, conversores, falhas e o tempo fazem dele.",
  ...under("params", params),
  ...under("groups", {
    scheme: "Esquema",
    array: "Matriz",
    cell: "Célula",
    wires: "Fios",
    input: "Entrada",
    converter: "Conversores",
    nonIdealities: "Imperfeições",
    time: "Tempo",
    faults: "Falhas",
    energy: "Energia",
  }),
  ...under("presets", presets),
  ...under("actions", actions),
  ...under("files", files),
  ...under("validity", {
    0: "O circuito é resolvido em repouso: o que as correntes fazem antes de se assentar fica de fora, e também as capacitâncias, salvo na estimativa do atraso.",
    1: "Uma idade é função de como a matriz foi programada: células programadas mais tarde, à mão ou por treino, contam como tão velhas quanto as outras.",
    2: "Energias dos conversores, capacitâncias e fuga são suposições que se podem editar; memória, circuitos digitais e fontes não são contados.",
    3: "Um transistor que conduz é um resistor; um cortado deixa passar 10 pA com a tensão de leitura.",
    4: "A compensação da deriva mede condutâncias por fios ideais.",
    5: "Os conversores são ideais, salvo os seus degraus e extremos: sem ruído, desvio nem não linearidade próprios.",
    6: "Como uma corrente se reparte entre caminhos parasitas não é definido pelo circuito: aqui cada corrente que sai de uma linha tem as proporções das que entram.",
  }),
  ...under("channels", channels),
};
