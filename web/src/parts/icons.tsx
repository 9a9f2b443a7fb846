import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width={18}
      height={18}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** Pictures beside words; none stands for a word alone without a label. */
export const icons = {
  overview: (
    <Icon>
      <path d="M3 10.5 10 4l7 6.5M5 9v7h4v-4h2v4h4V9" />
    </Icon>
  ),
  jobs: (
    <Icon>
      <path d="M3 5h14M3 10h14M3 15h9" />
    </Icon>
  ),
  content: (
    <Icon>
      <path d="M4 3h9l3 3v11H4zM7 9h6M7 12.5h6" />
    </Icon>
  ),
  calendar: (
    <Icon>
      <path d="M3.5 5h13v12h-13zM3.5 8.5h13M7 3v3M13 3v3" />
    </Icon>
  ),
  sources: (
    <Icon>
      <path d="M4 4a12 12 0 0 1 12 12M4 9a7 7 0 0 1 7 7M5 15h.01" />
    </Icon>
  ),
  accounts: (
    <Icon>
      <path d="M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17a6 6 0 0 1 12 0" />
    </Icon>
  ),
  schedules: (
    <Icon>
      <path d="M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 2" />
    </Icon>
  ),
  learnings: (
    <Icon>
      <path d="M3 16 8 9l3.5 3.5L17 5M12.5 5H17v4.5" />
    </Icon>
  ),
  notifications: (
    <Icon>
      <path d="M5 8a5 5 0 0 1 10 0c0 5 2 6 2 6H3s2-1 2-6M8.5 17h3" />
    </Icon>
  ),
  webhooks: (
    <Icon>
      <path d="M8 12.5 5.5 16M8.5 6.5 11 11M6 16h8M12.5 12a2 2 0 1 1 2.5 3M4 13.5A2.5 2.5 0 1 0 7.5 16M8.5 6.5a2 2 0 1 1 3-1.5" />
    </Icon>
  ),
  plus: (
    <Icon>
      <path d="M10 4v12M4 10h12" />
    </Icon>
  ),
  close: (
    <Icon>
      <path d="m5 5 10 10M15 5 5 15" />
    </Icon>
  ),
  menu: (
    <Icon>
      <path d="M3 5h14M3 10h14M3 15h14" />
    </Icon>
  ),
  back: (
    <Icon>
      <path d="m12 4-6 6 6 6" />
    </Icon>
  ),
  retry: (
    <Icon>
      <path d="M16 10a6 6 0 1 1-2-4.5M16 3v3.5h-3.5" />
    </Icon>
  ),
  stop: (
    <Icon>
      <path d="M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.5 7.5l5 5M12.5 7.5l-5 5" />
    </Icon>
  ),
  check: (
    <Icon>
      <path d="m4 10.5 4 4 8-9" />
    </Icon>
  ),
  light: (
    <Icon>
      <path d="M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.3 1.3M14.2 14.2l1.3 1.3M15.5 4.5l-1.3 1.3M5.8 14.2l-1.3 1.3" />
    </Icon>
  ),
  dark: (
    <Icon>
      <path d="M16 11.5A6.5 6.5 0 1 1 8.5 4a5 5 0 0 0 7.5 7.5z" />
    </Icon>
  ),
  signOut: (
    <Icon>
      <path d="M8 4H4v12h4M12 6l4 4-4 4M16 10H8" />
    </Icon>
  ),
  play: (
    <Icon>
      <path d="M6.5 4v12l9-6z" />
    </Icon>
  ),
  pause: (
    <Icon>
      <path d="M7 4.5v11M13 4.5v11" />
    </Icon>
  ),
  remove: (
    <Icon>
      <path d="M3.5 5.5h13M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11" />
    </Icon>
  ),
  edit: (
    <Icon>
      <path d="M4 16l.7-3L13.5 4.2l2.3 2.3L7 15.3zM12 5.8l2.3 2.3" />
    </Icon>
  ),
  key: (
    <Icon>
      <path d="M7 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM9.2 10.8 16 4M13 7l2.5 2.5" />
    </Icon>
  ),
  send: (
    <Icon>
      <path d="M3.5 10 16.5 4l-4 12.5-3-5zM9.5 11.5l7-7.5" />
    </Icon>
  ),
  copy: (
    <Icon>
      <path d="M7 7h9v9H7zM13 7V4H4v9h3" />
    </Icon>
  ),
  warning: (
    <Icon>
      <path d="M10 3 2.5 16.5h15zM10 8.5v3.5M10 14.3h.01" />
    </Icon>
  ),
};

export type IconName = keyof typeof icons;
