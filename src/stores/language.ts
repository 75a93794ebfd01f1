import { type Language, setLanguage } from "../i18n";
import { notify } from "./notices";

/** Changes the language; says so when its texts cannot be loaded. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    await setLanguage(language);
  } catch {
    notify({ tone: "error", title: "language.failed" });
  }
}
