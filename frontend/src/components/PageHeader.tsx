// The top line of a page: its name, a short line beside it, and its actions.
import type { ReactNode } from "react";

type PageHeaderProps = { title: ReactNode; children?: ReactNode; actions?: ReactNode };

export const PageHeader = ({ title, children, actions }: PageHeaderProps) => (
  <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-3 py-1.5">
    <h1 className="font-semibold text-lg">{title}</h1>
    <div className="min-w-0 text-muted">{children}</div>
    <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>
  </header>
);

export const PageBody = ({ children }: { children: ReactNode }) => (
  <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
);

export const Page = ({ children }: { children: ReactNode }) => (
  <div className="flex h-full min-h-0 flex-col">{children}</div>
);
