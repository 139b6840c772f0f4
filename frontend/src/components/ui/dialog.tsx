// Modal dialogs: a title, a body and a row of actions.
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Button } from "./button";
import { useFocusReturn } from "./useFocusReturn";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  className?: string;
  children: ReactNode;
};

export function Dialog({ open, onOpenChange, title, description, className, children }: DialogProps) {
  const focusReturn = useFocusReturn(open);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-[oklch(0.2_0.02_220/0.45)] backdrop-blur-[1px]" />
        <Primitive.Content
          {...focusReturn}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed top-[18vh] left-1/2 z-50 max-h-[74vh] w-[28rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 animate-in overflow-y-auto rounded-lg border bg-raised p-4 shadow-pop",
            className,
          )}
        >
          <Primitive.Title className="pr-8 font-semibold text-lg">{title}</Primitive.Title>
          {description && (
            <Primitive.Description className="mt-1 text-muted">{description}</Primitive.Description>
          )}
          <div className="mt-4">{children}</div>
          <Primitive.Close asChild>
            <Button look="ghost" size="icon" className="absolute top-3 right-3" aria-label="Close">
              <X />
            </Button>
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="-bottom-4 -mx-4 -mb-4 sticky mt-3 flex flex-wrap justify-end gap-2 bg-raised px-4 pt-2 pb-4">
    {children}
  </div>
);
