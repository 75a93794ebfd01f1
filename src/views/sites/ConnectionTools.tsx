import { useContext } from "react";
import styles from "../PictureTools.module.css";
import { ViewTextContext } from "../strings";
import { FILTERS, type Filter, type Sorting, type SortKey } from "./order";

interface Props {
  readonly titles: Readonly<Record<SortKey, string>>;
  readonly sorts: readonly SortKey[];
  readonly sorting: Sorting;
  readonly onSort: (key: SortKey) => void;
  readonly onTurn: () => void;
  readonly filter: Filter;
  /** A cell was chosen, whose pillar or layer can be listed alone. */
  readonly filters: boolean;
  readonly onFilter: (filter: Filter) => void;
}

/** Which cells are listed, and in which order. */
export function ConnectionTools({ titles, sorts, sorting, onSort, onTurn, filter, filters, onFilter }: Props) {
  const t = useContext(ViewTextContext);
  return (
    <div className={styles.tools}>
      <select
        aria-label={t("sites.sort")}
        value={sorting.key}
        onChange={(event) => onSort(event.target.value as SortKey)}
      >
        {sorts.map((key) => (
          <option key={key} value={key}>
            {titles[key]}
          </option>
        ))}
      </select>
      <button type="button" aria-label={t("sites.turn")} title={t("sites.turn")} onClick={onTurn}>
        {sorting.descending ? "▼" : "▲"}
      </button>
      <select
        aria-label={t("sites.filter")}
        value={filter}
        disabled={!filters}
        onChange={(event) => onFilter(event.target.value as Filter)}
      >
        {FILTERS.map((one) => (
          <option key={one} value={one}>
            {t(`sites.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
