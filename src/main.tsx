import "./ui/mantine.css";
import "@mantine/notifications/styles.css";
import "./ui/global.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { onLanguage, preferredLanguage, showLanguage } from "./i18n";
import { createClient } from "./sim-client/client";
import { relabelReference } from "./stores/compare";
import { loadRuns } from "./stores/runs";
import { connect, relabelChannels } from "./stores/session";

connect(createClient);

onLanguage((language) => {
  document.documentElement.lang = language;
  relabelChannels();
  relabelReference();
});

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no #root");
const start = () => createRoot(root).render(<App />);
// English is always there when another language cannot be loaded.
void loadRuns();
void showLanguage(preferredLanguage()).then(start, start);

/** Time after which the first screen has what it needs and the rest may be fetched for later, in ms. */
const SETTLED_MS = 3000;

if (import.meta.env.PROD) {
  addEventListener("load", () => {
    // Without that part the lab works as it did, with a network.
    setTimeout(() => import("./offline/offline").then(({ goOffline }) => goOffline()).catch(() => {}), SETTLED_MS);
  });
}
