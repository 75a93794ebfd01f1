import { Menu, Tooltip } from "@mantine/core";
import { Link } from "wouter";
import type { ExperimentId } from "../../workers/catalog";
import { EXPERIMENT_IDS, OUTLINES } from "../../workers/outlines";
import { STILLS } from "../experiments/registry";
import { useDeclared, useT } from "../i18n";
import styles from "./rail.module.css";

const IDS = EXPERIMENT_IDS;

/** Wings that have experiments, in order. */
const WINGS = ([1, 2, 3, 4, 5] as const)
  .map((wing) => ({ wing, ids: IDS.filter((id) => OUTLINES[id].wing === wing) }))
  .filter(({ ids }) => ids.length > 0);

/** The experiments of the catalog by wing; only stills where there is little room. */
export function Rail({ current, narrow }: { readonly current: ExperimentId; readonly narrow: boolean }) {
  const t = useT();
  const say = useDeclared();
  return (
    <nav className={styles.rail} data-narrow={narrow} aria-label={t("header.experiments")}>
      {WINGS.map(({ wing, ids }) => (
        <section key={wing} aria-label={t(`wing.${wing}`)}>
          <h2 className={styles.wing} title={t(`wing.${wing}`)}>
            <span className={styles.wingNumber}>{wing}</span>
            <span className={styles.wingName}>{t(`wing.${wing}`)}</span>
          </h2>
          <ul>
            {ids.map((id) => {
              const Still = STILLS[id];
              const title = say(`${id}.title`, OUTLINES[id].title);
              return (
                <li key={id}>
                  <Tooltip label={title} position="right" disabled={!narrow}>
                    <Link href={`/${id}`} className={styles.entry} aria-current={id === current ? "page" : undefined}>
                      <span className={styles.still}>
                        <Still />
                      </span>
                      <span className={styles.entryText}>
                        <strong>{title}</strong>
                        <span>{say(`${id}.summary`, OUTLINES[id].summary)}</span>
                      </span>
                    </Link>
                  </Tooltip>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** The same list as items of a menu; nothing to choose while there is one experiment only. */
export function ExperimentItems({ current }: { readonly current: ExperimentId }) {
  const t = useT();
  const say = useDeclared();
  if (IDS.length < 2) return null;
  return (
    <>
      {WINGS.map(({ wing, ids }) => [
        <Menu.Label key={wing}>{t(`wing.${wing}`)}</Menu.Label>,
        ...ids.map((id) => (
          <Menu.Item key={id} component={Link} href={`/${id}`} aria-current={id === current ? "page" : undefined}>
            {say(`${id}.title`, OUTLINES[id].title)}
          </Menu.Item>
        )),
      ])}
      <Menu.Divider />
    </>
  );
}
