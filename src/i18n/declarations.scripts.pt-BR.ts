/** Portuguese of what scripts for other simulators do differently. */
export const scriptNotesPtBR: Readonly<Record<string, string>> = {
  wiringAnew:
    "Conexões, valores iniciais e números aleatórios são sorteados de novo: taxas e irregularidade coincidem, disparos individuais não.",
  inputsAnew:
    "Pesos iniciais e entradas de Poisson são sorteados de novo: pesos e taxas coincidem como distribuições, disparos individuais não.",
  fromStart: "Começa no tempo zero com os parâmetros de agora; o que foi feito durante a simulação não se repete.",
  protocolStep:
    "Aqui só os disparos mudam algo, por isso o script anda de disparo em disparo: seu passo é o maior que contém todos eles.",
  multapses: "Um neurônio pode receber duas sinapses da mesma fonte; no laboratório suas fontes são todas diferentes.",
  adaptive: "O NEST integra as condutâncias com passos adaptativos; o laboratório, por Euler exponencial.",
  dendritic:
    "O NEST conta o atraso como dendrítico; o laboratório, como axonal: aqui o intervalo de cada par é dois passos mais longo.",
  compensated:
    "O NEST conta o atraso como dendrítico; os trens são deslocados para que cada intervalo seja o do laboratório.",
  lateWeights: "O NEST só potencia no próximo disparo pré-sináptico, por isso os pesos que ele informa vêm atrasados.",
  probe:
    "O NEST só potencia no próximo disparo pré-sináptico: um último, muito depois do protocolo, faz com que conte.",
  tieOrder:
    "Quando os dois neurônios disparam no mesmo passo, o NEST potencia antes de deprimir; o laboratório faz o contrário.",
  parrots:
    "Os trens de Poisson passam por neurônios papagaio, porque o NEST exige um neurônio antes de uma sinapse plástica.",
  parrotStep: "Uma entrada pode disparar duas vezes em um passo, o que as fontes do laboratório não podem.",
  noUpperBound: "A sinapse de lei de potência do NEST não tem limite superior; no laboratório o peso para em 1.",
  alwaysBounded: "O NEST mantém o peso entre 0 e 1; no laboratório ele é livre.",
  correlatedAnew: "O trem comum das entradas correlacionadas chega a elas um passo mais tarde.",
  noPlasticity: "Plasticidade: NIR não tem nenhuma. Os pesos são os deste momento.",
  noRefractory: "Refratariedade: os neurônios de NIR não têm nenhuma e disparam de novo em seguida.",
  noNoise:
    "Entradas de Poisson: o grafo tem entradas que você deve alimentar com disparos às taxas dos seus metadados.",
  noState: "O estado atual: potenciais, correntes e traços começam onde o leitor os puser.",
  noInterventions: "Intervenções: neurônios mortos, retidos ou estimulados se comportam como os outros.",
  dense: "Conexões esparsas: NIR só tem matrizes densas, em que a maioria dos pesos é 0.",
  stepDelay: "O atraso de um passo: um leitor que avança em passos tem um em cada laço.",
  lostInputs:
    "No laboratório, entradas que chegam durante a refratariedade se perdem; sem refratariedade, nenhuma se perde.",
  linearised:
    "Condutâncias: as sinapses de NIR são correntes. Cada uma vale sua condutância vezes a força motriz no potencial de reinício.",
  noStimulus: "O estímulo: a entrada do grafo é uma corrente em pA.",
  integration: "O integrador e seu passo: NIR dá equações, e o leitor escolhe como resolvê-las.",
  secondLeftOut: "A segunda célula: ela não é um neurônio integra-e-dispara com vazamento.",

  noScript: "Não há script deste experimento.",
  zeroPlus: "O NEST mede a depressão pela potenciação e não pode desligar só a potenciação. Aumente A₊ acima de 0.",
  nearestPower:
    "O NEST não tem sinapse de lei de potência que pareie vizinhos mais próximos. Escolha pareamento de todos com todos ou outra dependência.",
  nearestTriplet: "A sinapse de tripletos do NEST só pareia todos com todos. Escolha esse pareamento.",
  gridNest: "O NEST mede o tempo em unidades de 0,001 ms. Escolha um passo que seja múltiplo disso.",
  noConductance: "NIR não tem sinapses de condutância.",
  noIzhikevich: "NIR não tem neurônios de Izhikevich.",
  noModel: "NIR não tem esse neurônio: desta bancada só a célula integra-e-dispara com vazamento é transferida.",
  onlyRule: "Esta montagem é uma regra de plasticidade e nada mais, e NIR não tem plasticidade.",
  tooLarge: "NIR só tem matrizes densas: esta rede ocuparia mais de 256 MB. Escolha uma menor.",
};
