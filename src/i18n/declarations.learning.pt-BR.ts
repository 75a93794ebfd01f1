/** Traduções do otimizador e dos neurônios com disparos do experimento `rewiring`. */

type Texts = Readonly<Record<string, string>>;

export const learningPtBR: Readonly<Record<string, Texts>> = {
  spiking: {
    "steps.label": "Passos de uma apresentação",
    "steps.doc": "Por quantos passos uma imagem é mostrada antes que a rede responda.",
    "tau.label": "Constante de tempo da membrana",
    "tau.doc":
      "Em passos. Com entrada constante a membrana acaba onde está a entrada, seja qual for a constante de tempo; só chega lá mais tarde.",
    "threshold.label": "Limiar",
    "threshold.doc": "O neurônio dispara quando a membrana passa dele: a menor entrada constante que o faz disparar.",
    "readoutTau.label": "Constante de tempo da leitura",
    "readoutTau.doc": "Em passos. A leitura integra disparos e nunca dispara; o seu último valor é a resposta.",
    "surrogate.label": "Derivada substituta",
    "surrogate.doc":
      "O que está no lugar da derivada de um disparo, que é zero ou infinita. A sua largura importa mais que a sua forma.",
    "surrogate.choices.fastSigmoid.label": "Sigmoide rápida",
    "surrogate.choices.fastSigmoid.doc": "1 / (1 + β|x|)², SuperSpike (Zenke & Ganguli 2018).",
    "surrogate.choices.gaussian.label": "Gaussiana",
    "surrogate.choices.gaussian.doc": "exp(-x² / 2σ²).",
    "surrogate.choices.triangle.label": "Triângulo",
    "surrogate.choices.triangle.doc": "γ max(0, 1 - |x|) (Bellec et al. 2018).",
    "surrogate.choices.superGaussian.label": "Supergaussiana",
    "surrogate.choices.superGaussian.doc": "exp(-(x/σ)⁴): plana no limiar, depois cai depressa.",
    "beta.label": "Inclinação",
    "beta.doc": "Uma derivada íngreme deixa aprender só os neurônios perto do limiar.",
    "sigma.label": "Largura",
    "sigma.doc": "Distância do limiar em que a derivada caiu a 61 %.",
    "gamma.label": "Altura",
    "gamma.doc": "Derivada no limiar.",
    "plateau.label": "Meia largura do patamar",
    "plateau.doc": "Distância do limiar em que a derivada caiu a 37 %.",
    "attached.label": "Gradiente pela reposição",
    "attached.doc":
      "Ligado: o gradiente de um disparo conta também que ele repõe a membrana. Os dois estimadores estão em uso e aprendem igual aqui.",
    "gain.label": "Ganho da entrada",
    "gain.doc": "Dispersão dos pesos da primeira camada no início, vezes a raiz das conexões que um neurônio tem.",
  },
  optimiser: {
    "kind.label": "Otimizador",
    "kind.doc": "Como um gradiente se torna um passo. Mudá-lo recomeça as suas médias móveis.",
    "kind.choices.sgd.label": "Descida do gradiente",
    "kind.choices.sgd.doc": "Direto pelo gradiente do lote abaixo.",
    "kind.choices.momentum.label": "Momento",
    "kind.choices.momentum.doc": "Por uma soma corrente de gradientes abaixo.",
    "kind.choices.nesterov.label": "Nesterov",
    "kind.choices.nesterov.doc": "Momento que olha um passo à frente.",
    "kind.choices.adam.label": "Adam",
    "kind.choices.adam.doc": "A média móvel dos gradientes sobre a do seu tamanho.",
    "rate.label": "Taxa de aprendizado",
    "rate.doc":
      "Tamanho de um passo no início. Adam aprende bem de 0,0005 a 0,01; a descida do gradiente, de 0,05 a 0,5.",
    "momentum.label": "Momento",
    "momentum.doc":
      "Parte do último passo que continua. Os passos crescem a 1 / (1 - momento) de um gradiente: baixe a taxa quando o aumentar.",
    "beta1.label": "Memória da média",
    "beta1.doc": "Parte da média móvel dos gradientes que fica a cada passo.",
    "beta2.label": "Memória do tamanho",
    "beta2.doc": "Parte da média móvel dos gradientes ao quadrado que fica a cada passo.",
    "decay.label": "Decaimento dos pesos",
    "decay.doc":
      "Puxa cada peso para zero por taxa vezes decaimento a cada passo, seja qual for o gradiente. A descida do gradiente, de taxas maiores, quer 0,001 ou nada.",
    "clip.label": "Maior gradiente",
    "clip.doc":
      "Um gradiente de todas as camadas juntas mais longo que isto é encurtado a este comprimento; 0 o deixa como está.",
    "schedule.label": "Esquema",
    "schedule.doc": "Como a taxa de aprendizado muda com o avanço do treino.",
    "schedule.choices.constant.label": "Constante",
    "schedule.choices.constant.doc": "A taxa fica como está.",
    "schedule.choices.steps.label": "Degraus",
    "schedule.choices.steps.doc": "A taxa cai a 0,8 de si mesma a cada época.",
    "schedule.choices.cosine.label": "Cosseno",
    "schedule.choices.cosine.doc": "Por meio cosseno até 2 % da taxa, onde fica.",
  },
};
