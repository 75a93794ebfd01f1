import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/global.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { onLanguage, preferredLanguage, showLanguage } from "./i18n";
import { createClient } from "./sim-client/client";
import { connect, relabelChannels } from "./stores/session";

connect(createClient);

onLanguage((language) => {
  document.documentElement.lang = language;
  relabelChannels();
});

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no #root");
const start = () => createRoot(root).render(<App />);
// English is always there when another language cannot be loaded.
void showLanguage(preferredLanguage()).then(start, start);
