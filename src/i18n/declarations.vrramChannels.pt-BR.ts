/** Traduções do que o bloco publica, pelo texto em inglês. */
export const vrramChannelsPtBR: Readonly<Record<string, string>> = {
  Block: "Bloco",
  "Every cell of the block, with the currents in planes and pillars.":
    "Cada célula do bloco, com as correntes em planos e pilares.",
  Conductance: "Condutância",
  Current: "Corrente",
  Voltage: "Tensão",
  "Stuck on": "Presa ligada",
  "Stuck off": "Presa desligada",
  Short: "Curto",
  Open: "Aberta",
  Selected: "Selecionada",
  Layer: "Camada",
  "Conductance of each cell of the layer that is shown.": "Condutância de cada célula da camada mostrada.",
  "Currents of the layer": "Correntes da camada",
  "Current of each cell of the layer from its plane to its pillar.":
    "Corrente de cada célula da camada, do seu plano ao seu pilar.",
  "Pillar currents": "Correntes dos pilares",
  "Current out of the foot of each pillar.": "Corrente que sai do pé de cada pilar.",
  "Currents of pillars": "Correntes de pilares",
  "Current out of the foot of each pillar, along y for each x.":
    "Corrente que sai do pé de cada pilar, ao longo de y para cada x.",
  Pillar: "Pilar",
  "Pillar x": "Pilar x",
  "Pillar y": "Pilar y",
  "Currents of planes": "Correntes de planos",
  "Current into each plane from its drivers.": "Corrente que entra em cada plano pelas suas fontes.",
  "Voltages of planes": "Tensões de planos",
  "Mean voltage on each plane; that of a floating one is what its cells make of it.":
    "Tensão média em cada plano; a de um flutuante é o que as suas células fazem dela.",
  "Ideal currents": "Correntes ideais",
  "What each output should give: voltages times conductances, without wires, drivers and transistors.":
    "O que cada saída deveria dar: tensões vezes condutâncias, sem fios, fontes nem transistores.",
  "Read margin": "Margem de leitura",
  "How much less current flows when the chosen cell is off instead of on, if only so many of the lowest layers were there. All other cells are as they are.":
    "Quanta corrente a menos passa quando a célula escolhida está desligada em vez de ligada, se só houvesse tantas das camadas mais baixas. Todas as outras células ficam como estão.",
  Layers: "Camadas",
  "Others grounded": "Outros aterrados",
  "Others floating": "Outros flutuantes",
  "Current of a read": "Corrente de uma leitura",
  "Current out of the chosen pillar while its cell is read, if only so many of the lowest layers were there, and what the cell alone would carry.":
    "Corrente que sai do pilar escolhido enquanto a sua célula é lida, se só houvesse tantas das camadas mais baixas, e o que a célula conduziria sozinha.",
  "The cell alone": "Só a célula",
  "Loss against layers": "Perda conforme as camadas",
  "Share of the current of the chosen pillar that is lost when all planes have the read voltage, if only so many of the lowest layers were there.":
    "Fração da corrente do pilar escolhido que se perde quando todos os planos têm a tensão de leitura, se só houvesse tantas das camadas mais baixas.",
  Loss: "Perda",
  Lost: "Perdida",
  "By the transistor alone": "Só pelo transistor",
  "Voltage along the pillar": "Tensão ao longo do pilar",
  "Voltage of the chosen pillar at each layer, and of the planes there: what is between them is left for the cells.":
    "Tensão do pilar escolhido em cada camada, e dos planos ali: o que fica entre eles resta para as células.",
  Plane: "Plano",
  "Writes by layer": "Escritas por camada",
  "Chance that one pulse switches the chosen pillar's cell of each layer, the other planes at half of the voltage, and that it switches one of the others on that pillar by mistake.":
    "Chance de que um pulso comute a célula de cada camada do pilar escolhido, com os outros planos na metade da tensão, e de que comute por engano uma das outras desse pilar.",
  Probability: "Probabilidade",
  "The cell itself": "A própria célula",
  "Another by mistake": "Outra por engano",
  "True current": "Corrente verdadeira",
  "What should come out: of a read the current of the chosen cell alone, of a product the ideal current of the chosen pillar, or plane.":
    "O que deveria sair: de uma leitura, a corrente só da célula escolhida; de um produto, a corrente ideal do pilar, ou plano, escolhido.",
  "Read current": "Corrente lida",
  "What comes out of the chosen pillar, or of the chosen plane.": "O que sai do pilar, ou do plano, escolhido.",
  "Error of the read": "Erro da leitura",
  "Read minus true current, relative to the true one.": "Corrente lida menos a verdadeira, em relação à verdadeira.",
  "How much less current the chosen cell would give off than on, the others as they are; of reads alone.":
    "Quanta corrente a menos a célula escolhida daria desligada do que ligada, as outras como estão; só de leituras.",
  "Error of the product": "Erro do produto",
  "Length of the error of all outputs over the length of the ideal outputs.":
    "Comprimento do erro de todas as saídas sobre o das saídas ideais.",
  "Sum of the planes": "Soma dos planos",
  "Current that all drivers of planes deliver.": "Corrente que fornecem todas as fontes dos planos.",
  "Sum of the pillars": "Soma dos pilares",
  "Current out of all pillars: to rounding the same as that of the planes.":
    "Corrente que sai de todos os pilares: salvo arredondamento, a mesma dos planos.",
  Power: "Potência",
  "What the sources deliver to the block while it reads.": "O que as fontes fornecem ao bloco enquanto ele lê.",
  Faults: "Falhas",
  "Cells that are stuck, shorted or open.": "Células presas, em curto ou abertas.",
  "Cells on a wafer, order of magnitude": "Células em uma lâmina, ordem de grandeza",
  "Pillars at this pitch on a wafer of 300 mm, times the layers. Order of magnitude, unsourced.":
    "Pilares a esta distância em uma lâmina de 300 mm, vezes as camadas. Ordem de grandeza, sem fonte.",
  "Pitch for 10¹² cells, claim unsourced": "Distância para 10¹² células, afirmação sem fonte",
  "Pitch of the pillars at which this many layers put 10¹² cells on one wafer, as is claimed. Order of magnitude, unsourced.":
    "Distância entre pilares com que tantas camadas põem 10¹² células em uma lâmina, como se afirma. Ordem de grandeza, sem fonte.",
  "Wafers for 10¹⁵ synapses": "Lâminas para 10¹⁵ sinapses",
  "Wafers of that density that hold 10¹⁵ cells, a brain's number of synapses. Order of magnitude, unsourced.":
    "Lâminas dessa densidade que guardam 10¹⁵ células, o número de sinapses de um cérebro. Ordem de grandeza, sem fonte.",
  "The circuit was not solved: its currents are not to be trusted":
    "O circuito não foi resolvido: não se deve confiar nas suas correntes",
  "The method gave up: cells differ by more than double precision carries, or selectors are too steep.":
    "O método desistiu: as células diferem mais do que a precisão dupla comporta, ou os seletores são íngremes demais.",
  Training: "Treino",
  "Loss and accuracy of the batches before they are learnt from, means of 5 steps, and accuracy of the last full pass over the test set.":
    "Perda e acerto dos lotes antes de se aprender com eles, médias de 5 passos, e acerto da última passagem inteira pelo conjunto de teste.",
  "Test accuracy": "Acerto no teste",
  "Accuracy of batches": "Acerto dos lotes",
  Turnover: "Renovação",
  "Active and broken cells, and how many are born and die in a step, means of 5 steps.":
    "Células ativas e quebradas, e quantas nascem e morrem em um passo, médias de 5 passos.",
  "Active cells": "Células ativas",
  "Born per step": "Nascidas por passo",
  "Died per step": "Mortas por passo",
  "Every cell of the block, with the currents of the picture that is held at the lines; births and deaths of the last 20 steps.":
    "Cada célula do bloco, com as correntes da imagem que está nas linhas; nascimentos e mortes dos últimos 20 passos.",
  pixel: "pixel",
  digit: "dígito",
  "Conductance of each cell of the layer that is shown; none where a cell does not take part.":
    "Condutância de cada célula da camada mostrada; nenhuma onde uma célula não participa.",
  "Line along y": "Linha ao longo de y",
  "Bit line along x": "Linha de bit ao longo de x",
  Born: "Nascida",
  Died: "Morta",
  "Current of each cell of the layer from its line to its pillar.":
    "Corrente de cada célula da camada, da sua linha ao seu pilar.",
  "Currents of lines": "Correntes de linhas",
  "Current into each line from its driver, along y for each layer.":
    "Corrente que entra em cada linha pela sua fonte, ao longo de y para cada camada.",
  Line: "Linha",
  "Age of cells": "Idade das células",
  "Steps since each active cell was born; of those from the start, since then.":
    "Passos desde que cada célula ativa nasceu; das que vêm do começo, desde então.",
  "Age in steps": "Idade em passos",
  Cell: "Célula",
  "Picture at the lines": "Imagem nas linhas",
  "The test picture that is held at the lines: its columns stand along the layers, its rows along y.":
    "A imagem de teste que está nas linhas: as suas colunas ficam ao longo das camadas, as suas linhas ao longo de y.",
  Ink: "Tinta",
  "Probability of each digit": "Probabilidade de cada dígito",
  "What the block takes the picture for.": "O que o bloco acha que a imagem é.",
  Digit: "Dígito",
  Template: "Molde",
  "What was carved for the digit that is shown: conductance for it less conductance against it, for each pixel.":
    "O que se esculpiu para o dígito mostrado: condutância a favor menos condutância contra, para cada pixel.",
  Confusion: "Confusão",
  "How many test pictures of a digit (row) were taken for a digit (column), in the last full pass over the test set.":
    "Quantas imagens de teste de um dígito (linha) foram tomadas por um dígito (coluna), na última passagem inteira pelo conjunto de teste.",
  Pictures: "Imagens",
  Named: "Nome dado",
  "Cells of each pillar": "Células de cada pilar",
  "Active cells of each pillar; the limit is the top of the scale.":
    "Células ativas de cada pilar; o limite é o topo da escala.",
  "Cells of each line": "Células de cada linha",
  "Active cells of each line; the limit is the top of the scale.":
    "Células ativas de cada linha; o limite é o topo da escala.",
  "Part of the test pictures named rightly in the last full pass, which is spread over the steps between two tests.":
    "Fração das imagens de teste com nome certo na última passagem inteira, que se reparte pelos passos entre dois testes.",
  "Mean cross-entropy of the last batch, in nats; the logarithm of the digits is guessing.":
    "Entropia cruzada média do último lote, em nats; o logaritmo do número de dígitos é adivinhar.",
  "Cells that take part.": "Células que participam.",
  "Cells that find no place": "Células que não acham lugar",
  "How many fewer cells take part than are wanted, as the limits and broken cells leave no room for them.":
    "Quantas células a menos participam do que se quer, pois os limites e as células quebradas não deixam lugar.",
  Density: "Densidade",
  "Active cells out of all.": "Células ativas entre todas.",
  "Energy of a picture": "Energia de uma imagem",
  "Power into the lines while the picture is held, over the time of a read; converters and digital circuits are not counted.":
    "Potência que entra nas linhas enquanto a imagem está nelas, pela duração de uma leitura; conversores e circuitos digitais não são contados.",
  "Share of the leak": "Parte do vazamento",
  "Part of the current into the bit lines that flows through cells that do not take part.":
    "Parte da corrente que entra nas linhas de bit por células que não participam.",
  "Cells born in a step, mean of the last 5 steps.": "Células nascidas em um passo, média dos últimos 5 passos.",
  "Writes per step": "Escritas por passo",
  "Cells written in a step, mean of the last 5 steps.": "Células escritas em um passo, média dos últimos 5 passos.",
  "Broken cells": "Células quebradas",
  "Cells that are broken; none of them takes part.": "Células quebradas; nenhuma delas participa.",
  Epochs: "Épocas",
  "How often the training set was seen so far.": "Quantas vezes o conjunto de treino já foi visto.",
};
