import { ionDevicesPtBR } from "./declarations.deviceIons.pt-BR";
import { memoryDevicesPtBR } from "./declarations.deviceMemories.pt-BR";
import { deviceParamsPtBR } from "./declarations.deviceParams.pt-BR";
import { nonIdealPtBR } from "./declarations.nonIdeal.pt-BR";
import { under } from "./under";

/** Traduções das declarações do experimento `device`. */

type Texts = Readonly<Record<string, string>>;

const outline: Texts = {
  "groups.setup": "Montagem",
  "groups.device": "Dispositivo",
  "groups.stimulus": "Estímulo",
  "groups.circuit": "Circuito",
  "groups.nonIdealities": "Não idealidades",
  "groups.overlap": "Sobreposição",
  "groups.numerics": "Cálculo",
  title: "Dispositivos: um resistor que lembra",
  summary:
    "Dê pulsos a um dispositivo memristivo, veja o que se move lá dentro e deixe dois disparos sobrepostos escreverem uma sinapse.",
  "actions.pulse.label": "Aplicar um pulso",
  "actions.pulse.doc": "Aplica um pulso retangular já, enquanto o estímulo espera.",
  "actions.pulse.params.amplitude.label": "Amplitude",
  "actions.pulse.params.amplitude.doc": "Tensão do pulso; as positivas aumentam a condutância.",
  "actions.pulse.params.width.label": "Largura",
  "actions.pulse.params.width.doc": "Quanto dura o pulso.",
  "actions.write.label": "Escrever uma condutância",
  "actions.write.doc": "Leva o dispositivo e seus irmãos a uma condutância, tão bem quanto a tecnologia pode.",
  "actions.write.params.conductance.label": "Condutância",
  "actions.write.params.conductance.doc": "Condutância a escrever; fora da faixa do dispositivo, a ponta mais próxima.",
  "actions.rest.label": "Deixar o tempo passar",
  "actions.rest.doc": "Nada é aplicado por um tempo, e deriva o que deriva; o estímulo espera.",
  "actions.rest.params.seconds.label": "Tempo",
  "actions.rest.params.seconds.doc": "Por quanto tempo nada é aplicado.",
  "actions.reset.label": "Como de fábrica",
  "actions.reset.doc": "Devolve os dispositivos a como foram feitos; a simulação segue.",
  "files.waveform.label": "Forma de onda de tensão",
  "files.waveform.doc":
    "Duas colunas, tempo em s e tensão em V, tempos crescentes; retas ligam os pontos, e tudo se repete após o último.",
  "validity.0":
    "Disparos sobrepostos: a forma de disparos e dispositivo segue os artigos citados; tensões e tempos são escolhas do laboratório.",
  "validity.1":
    "Cada passo mantém a média da tensão da fonte nele. Com resistor em série ou limite de corrente, os passos são cortados para que nenhuma corrente mude mais que alguns por cento em uma parte; após 1000 partes o resto é uma só.",
  "validity.2":
    "A fonte é ideal exceto pelo resistor em série e pelo limite de corrente: sem capacitância, e nada ultrapassa quando um dispositivo comuta.",
  "validity.3": "Um período sugerido é o do modelo como ele vem; ao mudar o modelo, ajuste você mesmo o período.",
};

const presets: Texts = {
  "loop.label": "Um laço estrangulado",
  "loop.doc":
    "Um seno de 1 Hz: a fronteira entre óxido dopado e não dopado desliza para lá e para cá, e a corrente lembra onde ela estava.",
  "loopFaster.label": "Cinco vezes mais rápido",
  "loopFaster.doc": "A 5 Hz a fronteira tem menos tempo de se mover: os laços encolhem a um doze avos.",
  "loopLine.label": "Rápido demais para lembrar",
  "loopLine.doc":
    "A 100 Hz quase nada se move: o laço se fecha em uma linha, e sua área cai com um sobre a frequência.",
  "windowNone.label": "Sem janela: parada seca",
  "windowNone.doc":
    "O dobro da tensão empurra a fronteira até o eletrodo, onde ela para de uma vez; a volta parte dali, e o laço não se repete mais.",
  "windowJoglekar.label": "Joglekar: presa para sempre",
  "windowJoglekar.doc":
    "Esta janela é zero nas duas pontas: uma fronteira que chega a uma delas nunca mais sai. Veja o aviso acender.",
  "windowBiolek.label": "Biolek: não volta",
  "windowBiolek.doc":
    "Esta janela deixa a fronteira sair das pontas, mas depende do sinal da corrente: após um período inteiro o estado não está onde estava.",
  "windowProdromakis.label": "Prodromakis: devagar e sempre",
  "windowProdromakis.doc":
    "Uma janela de pico ajustável: com p = 1 ela nunca passa de um quarto, e a fronteira se arrasta.",
  "readsDisturb.label": "Ler é escrever",
  "readsDisturb.doc":
    "O dispositivo HP não tem limiar: entre os pulsos ele é lido, e cada leitura o empurra um pouco para cima. Desligue a leitura com pulso, e cada rodada termina onde começou.",
  "deadZone.label": "Ler na zona morta",
  "deadZone.doc":
    "As mesmas leituras entre pulsos, mas este dispositivo não se move abaixo de 0,6 V: elas não deixam marca.",
  "yakopcic.label": "Um dispositivo ajustado",
  "yakopcic.doc":
    "O ajuste de Yakopcic a um dispositivo de calcogeneto: nada se move abaixo de 0,15 V, e o estado fica mais pesado perto das pontas.",
  "filament.label": "Um filamento que se fecha",
  "filament.doc":
    "Varreduras retas para cima e para baixo: o vão se fecha de repente no limite de corrente e se abre em tensão negativa, e nunca dois dispositivos nem dois ciclos o fazem igual.",
  "dilemma.label": "Tensão contra tempo",
  "dilemma.doc":
    "Cada 0,2 V a mais fecham o filamento umas setenta vezes antes: um pulso de meio milissegundo basta a 1,8 V, a 1,6 V são precisos muitos. Mude a altura do pulso SET.",
  "chance.label": "Comutação por acaso",
  "chance.doc":
    "Pulsos iguais em dispositivos binários iguais: quando cada um comuta é questão de acaso, tanto antes quanto maior a tensão.",
  "meltQuench.label": "Fundir ou recozer",
  "meltQuench.doc":
    "O que um pulso faz em função da corrente é uma corcova: calor suave cristaliza, mais de 346 µA fundem, e o que esfria de uma vez fica vidro.",
  "slowQuench.label": "Esfriado devagar demais",
  "slowQuench.doc":
    "Os mesmos pulsos RESET com uma borda que leva um microssegundo para cair: na descida o fundido cristaliza de novo, e quase nada se apaga.",
  "accumulation.label": "Pulso a pulso",
  "accumulation.doc":
    "Pulsos SET iguais cristalizam um dispositivo de mudança de fase aos poucos, cada um a seu modo; um pulso RESET apaga tudo.",
  "drift.label": "Vidro que deriva",
  "drift.doc":
    "Pulsos escrevem a janela toda e devolvem metade dela, depois nada acontece por um dia: a condutância cai como potência do tempo, em cada dispositivo com seu próprio expoente.",
  "retention.label": "Cinco dias de carga presa",
  "retention.doc":
    "Uma célula SONOS escrita para cima e depois até uma corrente baixa: correntes altas derivam para baixo, baixas para cima, ambas rumo a uma carga intermediária, alguns por cento em cinco dias.",
  "radiation.label": "Carga presa sob radiação",
  "radiation.doc":
    "Deixe-a escrever, depois aumente a dose: elétrons e lacunas se perdem igualmente, e cada nível se arrasta ao neutro. Um substituto didático, calibrado em fatos qualitativos publicados, não em curvas medidas.",
  "manyCations.label": "Uma paisagem rugosa",
  "manyCations.doc":
    "Cinco cátions em sítios comuns formam barreiras de muitas alturas: escrita em microssegundos, a condutância relaxa por muitas décadas de tempo. Aumente a desordem, e ela começa antes e termina depois. O mapa de composição para barreiras é um substituto didático.",
  "saturation.label": "Passos desiguais",
  "saturation.doc": "Pulsos iguais, passos desiguais: grandes no começo, pequenos no fim, e a descida não é a subida.",
  "overlap.label": "Dois disparos escrevem",
  "overlap.doc":
    "Cada disparo sozinho fica abaixo do limiar; onde um pico encontra a cauda do outro, o dispositivo se move. Arraste o intervalo: a janela de STDP aparece ponto a ponto.",
  "overlapSquare.label": "Disparos quadrados, janela quadrada",
  "overlapSquare.doc": "A janela herda a forma dos disparos: com retângulos ela é um platô que termina com a cauda.",
  "overlapTooHigh.label": "Disparos altos demais",
  "overlapTooHigh.doc":
    "Um pico acima do limiar escreve sozinho: o neurônio pós-sináptico dispara só, e o peso cresce.",
};

const channels: Texts = {
  "Source and current": "Fonte e corrente",
  "Voltage of the source and current through the device.": "Tensão da fonte e corrente no dispositivo.",
  Voltage: "Tensão",
  Current: "Corrente",
  "Current against voltage": "Corrente por tensão",
  "Current through the device and its siblings against the voltage of the source: a loop that is pinched where both are 0.":
    "Corrente no dispositivo e em seus irmãos em função da tensão da fonte: um laço estrangulado onde ambas são 0.",
  State: "Estado",
  "The variables inside the device; of siblings the first one.":
    "As variáveis dentro do dispositivo; dos irmãos, a primeira.",
  "Doped part": "Parte dopada",
  Conductance: "Condutância",
  "Conductance at the read voltage.": "Condutância na tensão de leitura.",
  "Inside the device": "Dentro do dispositivo",
  "What moves inside the device, drawn as its model sees it now.":
    "O que se move dentro do dispositivo, desenhado como seu modelo o vê agora.",
  Retention: "Retenção",
  "How much the conductance of the device will have changed, on average, if from now on nothing is applied; where that depends on what was written, from a tenth of the range and from its upper end as well.":
    "Quanto a condutância do dispositivo terá mudado, em média, se de agora em diante nada for aplicado; onde isso depende do que foi escrito, também a partir de um décimo da faixa e de sua ponta superior.",
  "Waiting to switch on": "Espera até ligar",
  "Share of cells that are still off after a time under positive voltage, in mean waiting times at that voltage: as measured on the device and its siblings so far, and the exponential of chance without memory.":
    "Parte das células ainda desligadas após um tempo sob tensão positiva, em tempos médios de espera nessa tensão: como medido no dispositivo e em seus irmãos até agora, e a exponencial do acaso sem memória.",
  "Time under voltage": "Tempo sob tensão",
  "Still off": "Ainda desligadas",
  Exponential: "Exponencial",
  "From now on": "De agora em diante",
  "From a tenth of the range": "De um décimo da faixa",
  "From its upper end": "De sua ponta superior",
  "One round of the stimulus": "Uma rodada do estímulo",
  "Voltage of the source in the course of one round.": "Tensão da fonte ao longo de uma rodada.",
  "Time in the round": "Tempo na rodada",
  Time: "Tempo",
  "What one pulse does": "O que faz um pulso",
  "Conductance after a single pulse as wide as those of the stimulus, against its amplitude: devices of their own, from either end of the range.":
    "Condutância após um só pulso, tão largo quanto os do estímulo, em função da amplitude: dispositivos à parte, a partir de cada ponta da faixa.",
  "From the lower end": "A partir da ponta de baixo",
  "From the upper end": "A partir da ponta de cima",
  "Speed of the state": "Velocidade do estado",
  "How fast a constant voltage moves the state, away from the ends of its range; no line where nothing moves.":
    "Com que rapidez uma tensão constante move o estado, longe das pontas da faixa; sem linha onde nada se move.",
  "Speed of doped part": "Velocidade da parte dopada",
  "Closed form": "Forma fechada",
  "Time to switch": "Tempo de comutação",
  "How long a constant voltage takes to switch the device, on average where chance decides.":
    "Quanto tempo uma tensão constante leva para comutar o dispositivo, em média onde o acaso decide.",
  "In theory": "Em teoria",
  Resistance: "Resistência",
  "Resistance at the read voltage.": "Resistência na tensão de leitura.",
  "Area of a lobe": "Área de um laço",
  "Area between the way up and the way down, the mean of both lobes of the last whole period; none for pulses.":
    "Área entre a ida e a volta, a média dos dois laços do último período inteiro; nenhuma para pulsos.",
  "Energy of a period": "Energia de um período",
  "Energy that the device turned into heat in the last whole period.":
    "Energia que o dispositivo transformou em calor no último período inteiro.",
  "Current at 0 V": "Corrente a 0 V",
  "Largest current of all devices if the source were at 0 V now.":
    "Maior corrente de todos os dispositivos se a fonte estivesse agora em 0 V.",
  "Stuck at an end of its range": "Preso em uma ponta da faixa",
  "1 when the state stayed at one end of its range for the whole last period; 0 otherwise.":
    "1 quando o estado ficou em uma ponta da faixa por todo o último período; senão 0.",
  "Staircase of conductance": "Escada de condutância",
  "Conductance after each pulse, against the number of the pulse among those of its polarity in the latest round.":
    "Condutância após cada pulso, em função do número do pulso entre os de sua polaridade na última rodada.",
  Pulse: "Pulso",
  "SET pulses": "Pulsos SET",
  "RESET pulses": "Pulsos RESET",
  "Speed of state": "Velocidade do estado",
  Gap: "Vão",
  Temperature: "Temperatura",
  "Speed of gap": "Velocidade do vão",
  "Cells that are on": "Células ligadas",
  "Crystalline fraction": "Fração cristalina",
  "Programmed conductance": "Condutância programada",
  "Memory of the reset": "Memória do RESET",
  "Conductance now": "Condutância agora",
  "Drift exponent": "Expoente da deriva",
  "Charge coordinate": "Coordenada de carga",
  "Share of sites relaxed": "Parte dos sítios relaxada",
  "Mean barrier": "Barreira média",
  "Spread of barriers": "Dispersão das barreiras",
  "Two spikes and their difference": "Dois disparos e sua diferença",
  "The spikes at both ends of the device, and the voltage across it: the postsynaptic one minus the presynaptic one.":
    "Os disparos nas duas pontas do dispositivo e a tensão sobre ele: o pós-sináptico menos o pré-sináptico.",
  "Time since the presynaptic peak": "Tempo desde o pico pré-sináptico",
  "Presynaptic spike": "Disparo pré-sináptico",
  "Postsynaptic spike": "Disparo pós-sináptico",
  "Across the device": "Sobre o dispositivo",
  "Window that emerges": "Janela que emerge",
  "Change of conductance by one pair against its interval: as the integral predicts, and as measured pair by pair.":
    "Variação da condutância por um par em função do intervalo: como a integral prevê, e como medida par a par.",
  Interval: "Intervalo",
  "Change of conductance": "Variação da condutância",
  Integral: "Integral",
  Measured: "Medido",
  "Spikes and device voltage": "Disparos e tensão do dispositivo",
  "What arrives at both ends of the device, the voltage across it and the current through it.":
    "O que chega às duas pontas do dispositivo, a tensão sobre ele e a corrente nele.",
  Threshold: "Limiar",
  "Conductance of the device, which moves while its voltage exceeds the threshold.":
    "Condutância do dispositivo, que se move enquanto a tensão passa do limiar.",
  "Change by the last pair": "Variação no último par",
  "How much the last whole pair changed the conductance.": "Quanto o último par inteiro mudou a condutância.",
  "Integrated overdrive": "Excesso integrado",
  "Integral of the speed of the device over one pair at the present interval.":
    "Integral da velocidade do dispositivo em um par no intervalo atual.",
};

/** Most siblings of the device on the bench. */
const SIBLINGS = 20;

/** What every sibling has in its name. */
const siblings = (english: string, portuguese: string, count = SIBLINGS): Texts =>
  Object.fromEntries(
    Array.from({ length: count }, (_, k) => [`${english}, sibling ${k + 1}`, `${portuguese}, irmão ${k + 1}`]),
  );

/** Parâmetros de cada modelo de dispositivo, sob o nome do modelo. */
export const deviceModelsPtBR: Readonly<Record<string, Texts>> = { ...ionDevicesPtBR, ...memoryDevicesPtBR };

export const devicePtBR: Texts = {
  ...outline,
  ...under("presets", presets),
  ...under("params", deviceParamsPtBR),
  ...Object.assign({}, ...Object.entries(deviceModelsPtBR).map(([id, texts]) => under(`params.${id}`, texts))),
  ...under("params.nonIdeal", nonIdealPtBR),
  ...under("channels", {
    ...channels,
    ...siblings("Cells that are on", "Células ligadas"),
    ...siblings("Conductance", "Condutância"),
    ...siblings("Current", "Corrente"),
    ...siblings("Gap", "Vão", 12),
    ...siblings("Programmed conductance", "Condutância programada"),
    ...siblings("RESET pulses", "Pulsos RESET"),
    ...siblings("SET pulses", "Pulsos SET"),
  }),
};
