import { Button, Text } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { useT } from "../i18n";
import { onNotice } from "../stores/notices";
import styles from "./shell.module.css";

/** Time to read a message, in ms; one that offers a way back stays longer. */
const SHOWN_MS = 6000;
const SHOWN_WITH_ACTION_MS = 15_000;

const COLORS = { info: "accent", success: "teal", error: "red" } as const;

/** Shows what the stores have to say. */
export function Notices() {
  const t = useT();
  useEffect(
    () =>
      onNotice(({ tone, title, text, action }) => {
        const message = typeof text === "object" ? t(text.key, text.values) : text;
        const id = `${tone}:${title}`;
        notifications.hide(id);
        notifications.show({
          id,
          color: COLORS[tone],
          title: t(title),
          role: tone === "error" ? "alert" : "status",
          autoClose: action === undefined && tone !== "error" ? SHOWN_MS : SHOWN_WITH_ACTION_MS,
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
