// Dropdown menus.
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

type MenuProps = {
  trigger: ReactNode;
  label?: string;
  align?: "start" | "end";
  className?: string;
  children: ReactNode;
};

export const Menu = ({ trigger, align = "end", label, className, children }: MenuProps) => (
  <Primitive.Root modal={false}>
    <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        aria-label={label}
        className={cn("z-50 min-w-40 animate-in rounded-lg border bg-raised p-1 shadow-pop", className)}
      >
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

type MenuItemProps = ComponentProps<typeof Primitive.Item> & { danger?: boolean };

export const MenuItem = ({ danger, className, ...props }: MenuItemProps) => (
  <Primitive.Item
    className={cn(
      "flex h-7 cursor-pointer select-none items-center gap-2 rounded-md px-2 text-ink no-underline outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-hover data-[disabled]:opacity-45 [&_svg]:size-3.5 [&_svg]:text-muted",
      danger && "text-bad data-[highlighted]:bg-bad-soft [&_svg]:text-bad",
      className,
    )}
    {...props}
  />
);

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Primitive.Label className="px-2 pt-1.5 pb-1 text-2xs text-faint">{children}</Primitive.Label>
);

export const MenuSeparator = () => <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
