import i18next from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import { recall, remember } from "../stores/storage";
import { ENGLISH, type ViewStringKey, type ViewText, viewText } from "../views/strings";
import { en, type ShellKey } from "./en";

/** Languages of the page. Declarations carry their English; other languages look their texts up by derived keys. */

export type { ShellKey };
export const LANGUAGES = { en: "English", "pt-BR": "Português" } as const;
export type Language = keyof typeof LANGUAGES;
export type Values = Readonly<Record<string, string | number>>;

const isLanguage = (value: unknown): value is Language => typeof value === "string" && Object.hasOwn(LANGUAGES, value);

interface Texts {
  readonly page: Readonly<Record<ShellKey, string>>;
  readonly declarations: Readonly<Record<string, string>>;
  readonly views: Readonly<Record<ViewStringKey, string>>;
}

/** Texts of the languages that are not part of the first load. */
const LOADERS: Readonly<Partial<Record<Language, () => Promise<Texts>>>> = {
  "pt-BR": async () => (await import("./portuguese")).texts,
};

const DECLARED: Record<Language, Readonly<Record<string, string>>> = { en: {}, "pt-BR": {} };
const VIEWS: Record<Language, ViewText> = { en: ENGLISH, "pt-BR": ENGLISH };

/** The language that was chosen on this device, or else that of the browser. */
export const preferredLanguage = (): Language =>
  recall("language", isLanguage) ??
  (typeof navigator !== "undefined" && navigator.language.toLowerCase().startsWith("pt") ? "pt-BR" : "en");

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
  react: { useSuspense: false },
});

export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : "en");

let wanted: Language = "en";

/** Shows the page in this language. Rejects, and keeps the present one, when its texts cannot be loaded. */
export async function showLanguage(language: Language): Promise<void> {
  wanted = language;
  const load = LOADERS[language];
  if (load !== undefined && !i18next.hasResourceBundle(language, "translation")) {
    const { page, declarations, views } = await load();
    i18next.addResourceBundle(language, "translation", page);
    DECLARED[language] = declarations;
    VIEWS[language] = viewText(views);
  }
  // Somebody may have chosen another one while this one was loading.
  if (wanted === language) await i18next.changeLanguage(language);
}

/** Shows the language and keeps the choice on the device. Rejects as `showLanguage` does. */
export async function setLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  if (wanted === language) remember("language", language);
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

/** What the views say now, outside components. */
export const presentViewText = (): ViewText => VIEWS[currentLanguage()];

/** What the views say, in the language of the page. */
export const useViewText = (): ViewText => VIEWS[useLanguage()];

export function useLanguage(): Language {
  const { language } = useTranslation().i18n;
  return isLanguage(language) ? language : "en";
}
