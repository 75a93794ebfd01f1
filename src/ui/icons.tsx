import type { ReactNode, SVGProps } from "react";

/** Outline icons on a 24 px grid, drawn in the colour of the text around them. */

const icon = (children: ReactNode) =>
  function Icon(props: SVGProps<SVGSVGElement>) {
    return (
      <svg
        viewBox="0 0 24 24"
        width="18"
        height="18"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        {...props}
      >
        {children}
      </svg>
    );
  };

export const PlayIcon = icon(<path d="M7 4.5v15l12-7.5z" fill="currentColor" />);
export const PauseIcon = icon(<path d="M8 5v14M16 5v14" strokeWidth="3.5" />);
export const StepIcon = icon(<path d="M6 5.5v13l9-6.5zM18.5 5v14" />);
export const StepBackIcon = icon(<path d="M18 5.5v13L9 12zM5.5 5v14" />);
export const CompareIcon = icon(<path d="M4 12h5c5 0 5-6 11-6M9 12c5 0 5 6 11 6M17 3l3 3-3 3M17 15l3 3-3 3" />);
export const ResetIcon = icon(<path d="M4.5 4v5.5H10M5 9.5a8 8 0 1 1-1 4" />);
export const LoopIcon = icon(
  <path d="M7 7h9.5a4.5 4.5 0 0 1 0 9H13M17 17H7.5a4.5 4.5 0 0 1 0-9M10 4 7 7l3 3M14 14l3 3-3 3" />,
);
export const JumpIcon = icon(<path d="M3.5 13h3l2-8 3 14 2-9 1.5 3M16 16.5l4.5-3.5-4.5-3.5M15 13h5.5" />);
export const HistoryIcon = icon(<path d="M4 4.5V9h4.5M4.6 9A8 8 0 1 1 4 13.5M12 8v4.5l3 2" />);
export const DiceIcon = icon(
  <>
    <rect x="4" y="4" width="16" height="16" rx="3.5" />
    <path d="M9 9h.01M15 15h.01M15 9h.01M9 15h.01M12 12h.01" strokeWidth="2.6" />
  </>,
);
export const LessonIcon = icon(
  <path d="M3 6c3-1.5 6-1.5 9 .5v12.5c-3-2-6-2-9-.5zM21 6c-3-1.5-6-1.5-9 .5M21 6v12.5c-3-1.5-6-1.5-9 .5" />,
);
export const ShareIcon = icon(<path d="M12 15V3.5M8 7l4-4 4 4M5 12v8h14v-8" />);
export const ExportIcon = icon(<path d="M12 3.5V15M8 11.5l4 4 4-4M5 20h14" />);
export const SlidersIcon = icon(<path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5" />);
export const SunIcon = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
  </>,
);
export const MoonIcon = icon(<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z" />);
export const AutoIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" />
  </>,
);
export const HelpIcon = icon(<path d="M8.8 9a3.3 3.3 0 1 1 4.7 3c-1 .5-1.5 1.1-1.5 2.3M12 18h.01" />);
export const MenuIcon = icon(<path d="M12 5.5h.01M12 12h.01M12 18.5h.01" strokeWidth="3" />);
export const MaximizeIcon = icon(<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />);
export const RestoreIcon = icon(<path d="M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5" />);
export const UndoIcon = icon(<path d="M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3" />);
export const RedoIcon = icon(<path d="M15.5 5 20 9.5 15.5 14M19.5 9.5H10a5.5 5.5 0 0 0 0 11h3" />);
export const SearchIcon = icon(
  <>
    <circle cx="10.5" cy="10.5" r="6" />
    <path d="m15 15 5.5 5.5" />
  </>,
);
export const CloseIcon = icon(<path d="m6 6 12 12M18 6 6 18" />);
export const ChevronIcon = icon(<path d="m9 5 7 7-7 7" />);
export const FileIcon = icon(<path d="M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5V8.5h5" />);
export const VideoIcon = icon(<path d="M3.5 6.5h11v11h-11zM14.5 10.5l6-3.5v10l-6-3.5" />);
export const PictureIcon = icon(<path d="M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9h.01" />);
export const SoundIcon = icon(
  <path d="M4 9.5v5h3.5l5 4.5V5l-5 4.5zM16 9a4.2 4.2 0 0 1 0 6M18.6 6.4a8 8 0 0 1 0 11.2" />,
);
export const SoundOffIcon = icon(<path d="M4 9.5v5h3.5l5 4.5V5l-5 4.5zM16 9.5l5 5M21 9.5l-5 5" />);
