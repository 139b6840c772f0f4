// Shows notices for some seconds; errors stay until they are dismissed.
import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { cn } from "@/lib/cn";
import { dismiss, type Notice, useNotices } from "@/lib/notify";
import { Button } from "./ui/button";

const EDGE = {
  neutral: "before:bg-faint",
  ok: "before:bg-ok",
  warn: "before:bg-warn",
  bad: "before:bg-bad",
  accent: "before:bg-accent",
};

const NoticeCard = ({ notice }: { notice: Notice }) => (
  <Toast.Root
    open
    type={notice.tone === "bad" ? "foreground" : "background"}
    duration={notice.tone === "bad" ? Number.POSITIVE_INFINITY : 6000}
    onOpenChange={(open) => !open && dismiss(notice.id)}
    className={cn(
      "relative flex animate-in items-start gap-2 overflow-hidden rounded-lg border bg-raised py-2.5 pr-2 pl-4 shadow-pop before:absolute before:inset-y-0 before:left-0 before:w-1",
      EDGE[notice.tone],
    )}
  >
    <div className="min-w-0 flex-1">
      <Toast.Title className="font-medium">{notice.title}</Toast.Title>
      {notice.detail && <Toast.Description className="text-muted">{notice.detail}</Toast.Description>}
    </div>
    <Toast.Close asChild>
      <Button look="ghost" size="iconSm" aria-label="Dismiss">
        <X />
      </Button>
    </Toast.Close>
  </Toast.Root>
);

export function Notices() {
  const notices = useNotices();
  return (
    <Toast.Provider swipeDirection="right" label="Notice">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
      <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none" />
    </Toast.Provider>
  );
}
