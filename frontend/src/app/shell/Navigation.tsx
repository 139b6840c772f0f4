// The pages that exist, with their names; a rail of icons between the phone and the wide screen.
import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { Gauge, type LucideIcon, RefreshCw, Rows3, Store, Users } from "lucide-react";
import { usePermissions } from "@/api/session";
import { recordStreamsQuery } from "@/api/shared-queries";
import { cn } from "@/lib/cn";
import { topicsOf } from "@/lib/topics";
import { STREAM_ICONS } from "./stream-icons";

type EntryProps = Pick<LinkProps, "to" | "params"> & { icon: LucideIcon; label: string };

const Entry = ({ icon: Icon, label, ...link }: EntryProps) => (
  <li>
    <Link
      {...link}
      aria-label={label}
      title={label}
      className="flex h-8 items-center gap-2.5 rounded-md px-2 text-muted md:h-7 xl:h-6 hover:bg-line/60 hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
    >
      <Icon className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
      <span className="truncate md:max-xl:hidden">{label}</span>
    </Link>
  </li>
);

const Group = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <section aria-label={title}>
    <h2 className="px-2 text-2xs text-faint md:max-xl:hidden">{title}</h2>
    <ul>{children}</ul>
  </section>
);

type NavigationProps = { isReady: boolean; className?: string };

export function Navigation({ isReady, className }: NavigationProps) {
  const { isAdmin } = usePermissions();
  const { data: streams } = useQuery({ ...recordStreamsQuery, enabled: isReady });
  return (
    <nav
      aria-label="Main"
      className={cn("flex min-h-0 flex-col gap-2 overflow-y-auto px-1.5 py-2 xl:px-2", className)}
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
