import i18next from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import { recall, remember } from "../stores/storage";
import { declarationsPtBR } from "./declarations.pt-BR";
import { en, type ShellKey } from "./en";
import { ptBR } from "./pt-BR";

/** Languages of the page. Declarations carry their English; other languages look their texts up by derived keys. */

export type { ShellKey };
export const LANGUAGES = { en: "English", "pt-BR": "Português" } as const;
export type Language = keyof typeof LANGUAGES;
export type Values = Readonly<Record<string, string | number>>;

const isLanguage = (value: unknown): value is Language => typeof value === "string" && Object.hasOwn(LANGUAGES, value);

const DECLARED: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: {}, "pt-BR": declarationsPtBR };

const preferred = (): Language =>
  recall("language", isLanguage) ??
  (typeof navigator !== "undefined" && navigator.language.toLowerCase().startsWith("pt") ? "pt-BR" : "en");

void i18next.use(initReactI18next).init({
  lng: preferred(),
  fallbackLng: "en",
  resources: { en: { translation: en }, "pt-BR": { translation: ptBR } },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
  react: { useSuspense: false },
});

export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : "en");

/** Chooses the language and keeps the choice on the device. */
export function setLanguage(language: Language): void {
  remember("language", language);
  void i18next.changeLanguage(language);
}

/** Calls `listener` now and after every change of the language; returns the unsubscriber. */
export function onLanguage(listener: (language: Language) => void): () => void {
  const call = () => listener(currentLanguage());
  call();
  i18next.on("languageChanged", call);
  return () => i18next.off("languageChanged", call);
}

export const translate = (key: ShellKey, values: Values = {}): string => i18next.t(key, values);

/** The text of a declaration in the language of the page; `english` is what the declaration itself says. */
export const declared = (key: string, english: string): string => DECLARED[currentLanguage()][key] ?? english;

/** Translator of the page's own texts; the component follows the language. */
export function useT(): typeof translate {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useCallback(
    (key: ShellKey, values: Values = {}) => i18n.t(key, { ...values, lng: language }),
    [i18n, language],
  );
}

/** Translator of texts that come from declarations; the component follows the language. */
export function useDeclared(): typeof declared {
  const { language } = useTranslation().i18n;
  return useCallback(
    (key: string, english: string) => (isLanguage(language) ? (DECLARED[language][key] ?? english) : english),
    [language],
  );
}

export function useLanguage(): Language {
  const { language } = useTranslation().i18n;
  return isLanguage(language) ? language : "en";
}
