import { under } from "./under";

/** Traduções dos modelos de neurônio, para cada lugar em que um experimento mostra os parâmetros deles. */

type Texts = Readonly<Record<string, string>>;

/** Textos que vários modelos têm em comum. */
const capacitance = {
  "capacitance.label": "Capacitância da membrana",
  "capacitance.doc": "Carga que a membrana acumula por volt.",
};
const reset = { "reset.label": "Potencial de reinício", "reset.doc": "Potencial logo após um disparo." };
const integrator = {
  "integrator.label": "Integrador",
  "integrator.doc": "Como se avançam as equações diferenciais.",
  "integrator.choices.rk4.label": "Runge-Kutta",
};

const lif: Texts = {
  ...capacitance,
  "tauM.label": "Constante de tempo da membrana",
  "tauM.doc": "Com que rapidez o potencial volta, pelo vazamento, ao repouso.",
  "eL.label": "Potencial de vazamento",
  "eL.doc": "Potencial em repouso.",
  "threshold.label": "Limiar",
  "threshold.doc": "Potencial em que o neurônio dispara.",
  ...reset,
  "refractory.label": "Período refratário",
  "refractory.doc": "Tempo após um disparo durante o qual o potencial fica preso no valor de reinício.",
  "integrator.label": "Integrador",
  "integrator.doc": "Como se avança a equação da membrana e onde, dentro de um passo, pode estar um disparo.",
  "integrator.choices.exact.label": "Exato, na grade",
  "integrator.choices.exact.doc": "Sem erro entre disparos; um disparo espera pelo fim do seu passo.",
  "integrator.choices.interpolated.label": "Exato, interpolado",
  "integrator.choices.interpolated.doc": "O disparo fica sobre uma reta entre as pontas do seu passo.",
  "integrator.choices.continuous.label": "Exato, em tempo contínuo",
  "integrator.choices.continuous.doc":
    "Resolve-se a equação para o instante do disparo: nenhum erro enquanto os intervalos forem maiores que um passo.",
  "integrator.choices.euler.label": "Euler explícito",
  "integrator.choices.euler.doc": "Primeira ordem entre disparos, com os disparos na grade.",
};

const adex: Texts = {
  ...capacitance,
  "gL.label": "Condutância de vazamento",
  "gL.doc": "Com que força a membrana é puxada de volta ao potencial de vazamento.",
  "eL.label": "Potencial de vazamento",
  "eL.doc": "Potencial sem entrada nem adaptação.",
  "vT.label": "Limiar de disparo",
  "vT.doc": "Potencial a partir do qual a subida vence o vazamento.",
  "deltaT.label": "Fator de inclinação",
  "deltaT.doc": "Nitidez do início do disparo; perto de zero, o limiar se torna abrupto.",
  "a.label": "Adaptação sublimiar",
  "a.doc": "Com que força a corrente de adaptação segue o potencial.",
  "tauW.label": "Constante de tempo da adaptação",
  "tauW.doc": "Com que rapidez a corrente de adaptação esquece.",
  "b.label": "Adaptação por disparo",
  "b.doc": "O que cada disparo soma à corrente de adaptação.",
  ...reset,
  "reset.doc": "Potencial logo após um disparo; cair abaixo ou acima da nuliclina de V decide o padrão de disparo.",
  "peak.label": "Pico do disparo",
  "peak.doc": "Potencial em que a subida é cortada; quase não importa, de tão íngreme que ela é.",
  "refractory.label": "Período refratário",
  "refractory.doc":
    "Tempo após um disparo durante o qual o potencial fica preso no valor de reinício; o modelo publicado não tem nenhum.",
  ...integrator,
  "integrator.choices.rk4.doc": "Quarta ordem, com o disparo interpolado dentro do passo.",
  "integrator.choices.euler.label": "Euler explícito",
  "integrator.choices.euler.doc": "Primeira ordem, com os disparos na grade de tempo; só para mostrar.",
};

const izhikevich: Texts = {
  "mode.label": "Integração",
  "mode.doc": "Como se avançam as equações; as taxas chegam a diferir quatro vezes entre os modos.",
  "mode.choices.paper.label": "Mapa publicado",
  "mode.choices.paper.doc": "Dois meios passos de v e um de u a cada 1 ms (Izhikevich 2003).",
  "mode.choices.seed.label": "Projeto de origem",
  "mode.choices.seed.doc": "Um passo de Euler a cada 1 ms; depois de um disparo, v e u ficam congelados.",
  "mode.choices.ode.label": "Equações diferenciais",
  "mode.choices.ode.doc": "Runge-Kutta de ordem 4 com o disparo interpolado.",
  "a.label": "Taxa de recuperação",
  "a.doc": "Com que rapidez a variável de recuperação acompanha.",
  "b.label": "Sensibilidade da recuperação",
  "b.doc": "Com que força a recuperação segue o potencial abaixo do limiar.",
  "c.label": "Potencial de reinício",
  "c.doc": "Potencial logo após um disparo.",
  "d.label": "Salto da recuperação",
  "d.doc": "O que cada disparo soma à variável de recuperação.",
  "freeze.label": "Congelamento após um disparo",
  "freeze.doc":
    "Tempo durante o qual v e u ficam parados após um disparo; um acréscimo do projeto de origem, 0 o retira.",
  "unitCurrent.label": "Unidade de corrente",
  "unitCurrent.doc": "Corrente que vale como I = 1. O modelo não tem dimensões; esta escolha é do laboratório.",
  "v0.label": "Potencial inicial",
  "v0.doc": "Potencial no começo; −65 mV não é o repouso.",
  "onNullcline.label": "Começar na reta de recuperação",
  "onNullcline.doc": "A variável de recuperação começa em b v_0; do contrário, em um valor próprio.",
  "u0.label": "Recuperação inicial",
  "u0.doc": "Variável de recuperação no começo.",
};

const hodgkinHuxley: Texts = {
  ...capacitance,
  "capacitance.doc": "Carga que a membrana acumula por volt e por área.",
  "gNa.label": "Condutância do sódio",
  "gNa.doc": "Condutância com todos os canais de sódio abertos; impulsiona a subida.",
  "gK.label": "Condutância do potássio",
  "gK.doc": "Condutância com todos os canais de potássio abertos; encerra o disparo.",
  "gL.label": "Condutância de vazamento",
  "gL.doc": "Condutância que está sempre aberta.",
  "eNa.label": "Potencial de reversão do sódio",
  "eNa.doc": "Potencial para o qual puxam os canais de sódio abertos; 115 mV acima do repouso.",
  "eK.label": "Potencial de reversão do potássio",
  "eK.doc": "Potencial para o qual puxam os canais de potássio abertos; 12 mV abaixo do repouso.",
  "eL.label": "Potencial de reversão do vazamento",
  "eL.doc": "Escolhido para que nenhuma corrente flua em repouso, 10,613 mV acima dele.",
  "temperature.label": "Temperatura",
  "temperature.doc": "Acelera os portões; as taxas foram medidas a 6,3 °C.",
  "q10.label": "Fator de temperatura",
  "q10.doc": "Quantas vezes mais rápidos são os portões com 10 °C a mais.",
  "area.label": "Área da membrana",
  "area.doc": "Converte uma corrente em pA em densidade de corrente: 10 µA/cm² são 500 pA em 5000 µm².",
  "threshold.label": "Detecção de disparos",
  "threshold.doc": "Potencial cujo cruzamento para cima conta como disparo; nada muda na célula.",
  ...integrator,
  "integrator.choices.rk4.doc":
    "Quarta ordem; a 6,3 °C diverge com passos de 0,1 ms ou mais, mais quente já com menores.",
  "integrator.choices.exponentialEuler.label": "Euler exponencial",
  "integrator.choices.exponentialEuler.doc": "Primeira ordem, estável com qualquer passo (Rush & Larsen 1978).",
};

const models: Texts = {
  "lif.label": "Integra-e-dispara com vazamento",
  "lif.doc": "Uma variável: um capacitor com vazamento e um limiar.",
  "adex.label": "Exponencial adaptativo",
  "adex.doc": "Duas variáveis: uma subida exponencial e uma corrente que se adapta.",
  "izhikevich.label": "Izhikevich",
  "izhikevich.doc": "Duas variáveis: uma parábola e uma recuperação, com escalas ajustadas ao córtex.",
  "hodgkinHuxley.label": "Hodgkin-Huxley",
  "hodgkinHuxley.doc": "Quatro variáveis: o axônio de lula com seus canais de sódio e de potássio.",
};

/** Os parâmetros de uma célula, qualquer que seja o seu modelo, e a escolha do modelo. */
export const cellPtBR: Texts = {
  ...under("lif", lif),
  ...under("adex", adex),
  ...under("izhikevich", izhikevich),
  ...under("hodgkinHuxley", hodgkinHuxley),
  ...under("model.choices", models),
};
