import { Alert, Button, Center, Loader, MantineProvider, Stack } from "@mantine/core";
import { useEffect } from "react";
import { type BaseLocationHook, Redirect, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import type { ExperimentId } from "../../workers/catalog";
import { isExperimentId } from "../../workers/outlines";
import { cut } from "../../workers/params/json";
import { useT, useViewText } from "../i18n";
import { useClassroom } from "../stores/classroom";
import { useLab } from "../stores/labStore";
import { isForFrame, splitHash } from "../stores/link";
import { errorText, notify } from "../stores/notices";
import { openDefaults, openFromPage } from "../stores/open";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { cssVariables, TOOLTIPS, theme } from "../ui/theme";
import { ViewTextContext } from "../views/strings";
import { Notices } from "./Notices";
import { Shell } from "./Shell";
import styles from "./shell.module.css";

/** What a first visit opens. */
const FIRST: ExperimentId = "stdp";

/** Routes look at the path only; what stands behind `?` is the link's own business. */
const useLabLocation: BaseLocationHook = () => {
  const [path, navigate] = useHashLocation();
  return [path.split("?")[0] ?? "/", navigate];
};

function Failed({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const failure = useLab((state) => state.failure);
  return (
    <Center className={styles.message}>
      <Alert color="red" title={t("error.open")}>
        <Stack gap="sm" align="flex-start">
          <span>{failure === null ? "" : errorText(failure)}</span>
          <Button variant="default" onClick={() => void openDefaults(experiment)}>
            {t("error.defaults")}
          </Button>
        </Stack>
      </Alert>
    </Center>
  );
}

function Screen({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const ready = useLab((state) => state.experiment === experiment && state.phase === "open");
  const failed = useLab((state) => state.experiment === experiment && state.phase === "failed");

  useEffect(() => {
    void openFromPage(experiment);
    const onHash = () => void openFromPage(experiment);
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, [experiment]);

  if (ready) return <Shell experiment={experiment} />;
  if (failed) return <Failed experiment={experiment} />;
  return (
    <Center className={styles.message} role="status">
      <Loader size="sm" aria-label={t("app.loading")} />
    </Center>
  );
}

function Unknown({ id }: { readonly id: string }) {
  useEffect(() => {
    if (id === "") return;
    notify({ tone: "error", title: "error.open", text: { key: "app.notFound", values: { id: cut(id, 60) } } });
  }, [id]);
  const framed = isForFrame(splitHash(location.hash).query);
  useEffect(() => {
    // A frame stays one: the router would put what stands behind the `?` elsewhere.
    if (framed) location.replace(`#/${FIRST}?embed=1`);
  }, [framed]);
  return framed ? null : <Redirect to={`/${FIRST}`} replace />;
}

function Crashed({ error }: { readonly error: Error }) {
  const t = useT();
  return (
    <Center className={styles.message}>
      <Alert color="red" title={t("error.page")}>
        <Stack gap="sm" align="flex-start">
          <code>{error.message}</code>
          <span>{t("error.pageText")}</span>
          <Button onClick={() => location.reload()}>{t("error.reload")}</Button>
        </Stack>
      </Alert>
    </Center>
  );
}

export function App() {
  const t = useT();
  const viewText = useViewText();
  const scheme = useClassroom((state) => state.theme);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      forceColorScheme={scheme}
    >
      <ViewTextContext value={viewText}>
        <ErrorBoundary fallback={(error) => <Crashed error={error} />}>
          <Notices />
          <aside id={TOOLTIPS} aria-label={t("app.tooltips")} />
          <Router hook={useLabLocation} hrefs={(path) => `#${path}`}>
            <Switch>
              <Route path="/:id">
                {({ id }) => (isExperimentId(id) ? <Screen key={id} experiment={id} /> : <Unknown id={id} />)}
              </Route>
              <Route>
                <Unknown id="" />
              </Route>
            </Switch>
          </Router>
        </ErrorBoundary>
      </ViewTextContext>
    </MantineProvider>
  );
}
