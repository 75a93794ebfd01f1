import { Alert, Button, Center, Loader, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { type Language, useLanguage } from "../i18n";
import { LessonView } from "./LessonView";
import { LESSONS } from "./lessons";
import { type LessonText, readLesson } from "./readLesson";
import { STRINGS } from "./strings";

export { LessonProvider } from "./LessonContext";

type Loading = { readonly state: "loading" | "failed" } | { readonly state: "ready"; readonly text: LessonText };

const LOADING: Loading = { state: "loading" };

/** Loads the text of a lesson in one language, with the style sheet of its formulas. */
function useLessonText(experimentId: ExperimentId, language: Language) {
  const [loading, setLoading] = useState<Loading>(LOADING);
  useEffect(() => {
    if (loading.state !== "loading") return;
    let wanted = true;
    Promise.all([LESSONS[experimentId].content[language](), import("katex/dist/katex.min.css")]).then(
      ([content]) => wanted && setLoading({ state: "ready", text: readLesson(content.default) }),
      () => wanted && setLoading({ state: "failed" }),
    );
    return () => {
      wanted = false;
    };
  }, [experimentId, language, loading.state]);
  return [loading, () => setLoading(LOADING)] as const;
}

interface LessonPanelProps {
  readonly experimentId: ExperimentId;
}

/** The lesson of an experiment in the language of the page; needs a LessonProvider above it. */
export default function LessonPanel({ experimentId }: LessonPanelProps) {
  const language = useLanguage();
  return <LoadedLesson key={`${experimentId} ${language}`} experimentId={experimentId} language={language} />;
}

function LoadedLesson({ experimentId, language }: LessonPanelProps & { readonly language: Language }) {
  const strings = STRINGS[language];
  const [loading, retry] = useLessonText(experimentId, language);

  if (loading.state === "ready")
    return <LessonView experimentId={experimentId} language={language} text={loading.text} />;
  if (loading.state === "loading")
    return (
      <Center p="xl" role="status" aria-label={strings.loading}>
        <Loader />
      </Center>
    );
  return (
    <Alert color="red" variant="light">
      <Stack align="flex-start" gap="sm">
        <Text>{strings.failed}</Text>
        <Button variant="default" onClick={retry}>
          {strings.retry}
        </Button>
      </Stack>
    </Alert>
  );
}
