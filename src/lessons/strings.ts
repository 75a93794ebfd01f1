import type { Language } from "../i18n";
import type { Measurement } from "./_lesson";

/** Words of the lesson panel itself; the text of a lesson is in its MDX files. */
const en = {
  lesson: "Lesson",
  steps: "Steps of the lesson",
  stepOf: "Step {n} of {total}",
  look: "Look",
  predict: "Predict",
  run: "Run",
  compare: "Compare",
  explain: "Explain",
  done: "done",
  back: "Back",
  next: "Next",
  forget: "Start the lesson over",
  challenge: "Challenge",
  control: "Control",
  begin: "Set up and run",
  predictFirst: "Choose a prediction first; the test starts after that.",
  left: "The set-up of this test has been changed: {parameters}.",
  setUpAgain: "Set up again",
  measuring: "Measuring …",
  held: "Your prediction holds.",
  heldNot: "Your prediction does not hold.",
  predicted: "You predicted: {prediction}.",
  claimHeld: "The control agrees.",
  claimHeldNot: "The control does not agree.",
  again: "Test again",
  teacherNotes: "For teachers",
  loading: "Loading the lesson …",
  failed: "The lesson could not be loaded. Check the connection and try again.",
  retry: "Try again",
  explanations: "Explanations",
  ifOutcome: "If it turns out so: {outcome}",
};

export type LessonStrings = Readonly<Record<keyof typeof en, string>>;

const ptBR: LessonStrings = {
  lesson: "Lição",
  steps: "Etapas da lição",
  stepOf: "Etapa {n} de {total}",
  look: "Observe",
  predict: "Preveja",
  run: "Execute",
  compare: "Compare",
  explain: "Explique",
  done: "concluída",
  back: "Voltar",
  next: "Avançar",
  forget: "Recomeçar a lição",
  challenge: "Desafio",
  control: "Controle",
  begin: "Preparar e executar",
  predictFirst: "Escolha primeiro uma previsão; o teste começa depois disso.",
  left: "As condições deste teste foram alteradas: {parameters}.",
  setUpAgain: "Preparar de novo",
  measuring: "Medindo …",
  held: "Sua previsão se confirma.",
  heldNot: "Sua previsão não se confirma.",
  predicted: "Você previu: {prediction}.",
  claimHeld: "O controle concorda.",
  claimHeldNot: "O controle não concorda.",
  again: "Testar de novo",
  teacherNotes: "Para docentes",
  loading: "Carregando a lição …",
  failed: "Não foi possível carregar a lição. Verifique a conexão e tente de novo.",
  retry: "Tentar de novo",
  explanations: "Explicações",
  ifOutcome: "Se o resultado for: {outcome}",
};

export const STRINGS: Readonly<Record<Language, LessonStrings>> = { en, "pt-BR": ptBR };

/** Puts values in the place of `{name}`; a name without value stays visible. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A measurement in the reader's notation, with its unit. */
export function formatMeasurement({ value, unit, digits, signed }: Measurement, language: Language): string {
  const number = new Intl.NumberFormat(language, {
    style: unit === "%" ? "percent" : "decimal",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? "exceptZero" : "auto",
  })
    .format(value)
    .replace("-", "−");
  return unit === "" || unit === "%" ? number : `${number}\u00a0${unit}`;
}

/** Fills the names in a lesson's sentence with what was measured. */
export const sentenceOf = (
  template: string,
  measured: Readonly<Record<string, Measurement>>,
  language: Language,
): string =>
  fill(
    template,
    Object.fromEntries(Object.entries(measured).map(([name, value]) => [name, formatMeasurement(value, language)])),
  );
