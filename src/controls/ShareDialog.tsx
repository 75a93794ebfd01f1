import { Checkbox, Loader, SegmentedControl, Stack, Tabs, Text } from "@mantine/core";
import { useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import type { ExperimentPage } from "../experiments/_page";
import { useT } from "../i18n";
import { currentReading } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { parameterLink, sessionLink } from "../stores/link";
import { type Moment, presentMoment } from "../stores/moment";
import { notifyError } from "../stores/notices";
import { confirmedParams } from "../stores/session";
import { presentPage } from "../stores/shown";
import { tellStep } from "../stores/told";
import { useLayoutKind } from "../ui/useLayoutKind";
import { AssetNote } from "./AssetNote";
import { DigestLine } from "./DigestLine";
import { LinkField } from "./LinkField";
import { lazily } from "./lazily";
import { type Shared, useLink } from "./sharedLink";

const ClassroomBuilder = lazily(() => import("./ClassroomBuilder"));

interface Props {
  readonly experiment: ExperimentId;
  readonly page: ExperimentPage;
}

function PlainLink({ shared }: { readonly shared: Shared }) {
  const t = useT();
  const [withPage, setWithPage] = useState(true);
  const page = withPage ? presentPage(shared.run) : shared.run ? { run: true } : {};
  const link = useLink(() => shared.link({ page }), JSON.stringify([shared.moment?.record.step, page]));
  return (
    <Stack gap="sm">
      <Checkbox
        checked={withPage}
        label={t("share.page")}
        description={t("share.pageDoc")}
        onChange={(event) => setWithPage(event.currentTarget.checked)}
      />
      <LinkField link={link} moment={shared.moment} />
    </Stack>
  );
}

/** Links to what is open: to its parameters and seed or to this very moment, for a person, a class or another page. */
export function ShareDialog({ experiment, page }: Props) {
  const t = useT();
  const seed = useLab((state) => state.seed);
  const phone = useLayoutKind() === "phone";
  const [here, setHere] = useState(false);
  const [run, setRun] = useState(false);
  const [moment, setMoment] = useState<Moment | null>(null);
  const time = tellStep(moment?.record.step ?? currentReading().step);

  const choose = async (where: string) => {
    setHere(where === "here");
    setMoment(null);
    if (where !== "here") return;
    const present = await presentMoment();
    if (present.ok) {
      setMoment(present.value);
      return;
    }
    notifyError(present.error);
    setHere(false);
  };

  const shared: Shared = {
    moment,
    run,
    link: async (extras) =>
      moment === null
        ? parameterLink(experiment, confirmedParams(), seed, extras)
        : sessionLink(moment.record, { ...extras, digest: moment.digest }),
  };
  const ready = !here || moment !== null;
  const loading = <Loader size="sm" aria-label={t("app.loading")} />;
  const builder = (embed: boolean) =>
    ready ? (
      <ClassroomBuilder experiment={experiment} page={page} shared={shared} embed={embed} waiting={loading} />
    ) : null;

  return (
    <Stack gap="sm">
      <Text size="sm">{t("share.text")}</Text>
      <AssetNote />
      <SegmentedControl
        fullWidth
        orientation={phone ? "vertical" : "horizontal"}
        aria-label={t("share.from")}
        value={here ? "here" : "start"}
        onChange={(where) => void choose(where)}
        data={[
          { value: "start", label: t("share.start") },
          { value: "here", label: t("share.here", { time }) },
        ]}
      />
      {moment === null ? null : <DigestLine digest={moment.digest} />}
      <Checkbox checked={run} label={t("share.run")} onChange={(event) => setRun(event.currentTarget.checked)} />
      <Tabs defaultValue="link" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="link">{t("share.link")}</Tabs.Tab>
          <Tabs.Tab value="class">{t("class.tab")}</Tabs.Tab>
          <Tabs.Tab value="embed">{t("embed.tab")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="link">{ready ? <PlainLink shared={shared} /> : null}</Tabs.Panel>
        <Tabs.Panel value="class">{builder(false)}</Tabs.Panel>
        <Tabs.Panel value="embed">{builder(true)}</Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
