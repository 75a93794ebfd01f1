import { Button, Text } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import { useT } from "../i18n";
import { type Notice, onDropOffers, onNotice } from "../stores/notices";
import styles from "./shell.module.css";

/** Time to read a message, in ms; one that offers a way back stays longer. */
const SHOWN_MS = 6000;
const SHOWN_WITH_ACTION_MS = 15_000;
/** Good news of a few words. */
const SHOWN_BRIEFLY_MS = 3500;

const COLORS = { info: "accent", success: "teal", error: "red" } as const;

function shownFor({ tone, text, action }: Pick<Notice, "tone" | "text" | "action">): number {
  if (action !== undefined || tone === "error") return SHOWN_WITH_ACTION_MS;
  return tone === "success" && text === undefined ? SHOWN_BRIEFLY_MS : SHOWN_MS;
}

/** Shows what the stores have to say. */
export function Notices() {
  const t = useT();
  // What stays until it is answered, such as a new version, offers nothing of a run.
  const offers = useRef(new Set<string>());
  useEffect(
    () =>
      onDropOffers(() => {
        for (const id of offers.current) notifications.hide(id);
        offers.current.clear();
      }),
    [],
  );
  useEffect(
    () =>
      onNotice(({ tone, title, text, stays = false, action }) => {
        const message = typeof text === "object" ? t(text.key, text.values) : text;
        const id = `${tone}:${title}`;
        notifications.hide(id);
        if (action !== undefined && !stays) offers.current.add(id);
        notifications.show({
          id,
          color: COLORS[tone],
          title: t(title),
          role: tone === "error" ? "alert" : "status",
          autoClose: stays ? false : shownFor({ tone, text, action }),
          closeButtonProps: { "aria-label": t("dialog.close") },
          message: (
            <>
              {message === undefined ? null : (
                <Text size="sm" c="var(--ink)">
                  {message}
                </Text>
              )}
              {action === undefined ? null : (
                <Button
                  mt={6}
                  size="compact-sm"
                  variant="light"
                  onClick={() => {
                    notifications.hide(id);
                    action.run();
                  }}
                >
                  {t(action.label)}
                </Button>
              )}
            </>
          ),
        });
      }),
    [t],
  );
  return <Notifications position="bottom-right" limit={3} className={styles.notices} />;
}
