import { lazily } from "../controls/lazily";
import { actNow } from "../stores/act";
import { useCompare } from "../stores/compare";
import { edit } from "../stores/edits";
import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { Picture, type SlotProps } from "./Picture";

const ComparedBody = lazily(() => import("./ComparedBody"));

/** What a card shows: the run of the page, or two runs that are compared. */
export function ViewBody(props: SlotProps) {
  const params = useLab((state) => state.params);
  const comparing = useCompare((state) => state.phase === "on");
  const own = <Picture {...props} feed={feed} params={params} onEdit={edit} onAct={actNow} />;
  if (!comparing) return own;
  return <ComparedBody {...props} waiting={own} />;
}
