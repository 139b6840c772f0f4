// The pages that exist: a rail of icons on narrow screens, with names on wide ones.
import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { Gauge, type LucideIcon, RefreshCw, Rows3, Store, Users } from "lucide-react";
import { usePermissions } from "@/api/session";
import { recordStreamsQuery } from "@/api/shared-queries";
import { topicsOf } from "@/lib/topics";
import { STREAM_ICONS } from "./stream-icons";

type EntryProps = Pick<LinkProps, "to" | "params"> & { icon: LucideIcon; label: string };

const Entry = ({ icon: Icon, label, ...link }: EntryProps) => (
  <li>
    <Link
      {...link}
      aria-label={label}
      title={label}
      className="flex h-7 items-center gap-2.5 rounded-md px-2 text-muted hover:bg-line/60 hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
    >
      <Icon className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
      <span className="hidden truncate xl:inline">{label}</span>
    </Link>
  </li>
);

const Group = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <section aria-label={title} className="flex flex-col gap-1">
    <h2 className="hidden px-2 text-2xs text-faint xl:block">{title}</h2>
    <ul className="flex flex-col gap-px">{children}</ul>
  </section>
);

export function Navigation({ isReady }: { isReady: boolean }) {
  const { isAdmin } = usePermissions();
  const { data: streams } = useQuery({ ...recordStreamsQuery, enabled: isReady });
  return (
    <nav
      aria-label="Main"
      className="flex min-h-0 flex-col gap-4 overflow-y-auto border-r bg-sunken px-1.5 py-2.5 xl:px-2"
    >
      <Group title="Connection">
        <Entry to="/sync" icon={RefreshCw} label="Sync" />
        <Entry to="/accounts" icon={Store} label="Accounts" />
        <Entry to="/calls" icon={Gauge} label="API calls" />
      </Group>
      {topicsOf(streams ?? []).map(({ name, streams }) => (
        <Group key={name} title={name}>
          {streams.map(({ name, title }) => (
            <Entry
              key={name}
              to="/browse/$stream"
              params={{ stream: name }}
              icon={STREAM_ICONS[name] ?? Rows3}
              label={title}
            />
          ))}
        </Group>
      ))}
      {isAdmin && (
        <Group title="Administration">
          <Entry to="/users" icon={Users} label="Users" />
        </Group>
      )}
    </nav>
  );
}
