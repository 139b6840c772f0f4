// On a phone: the button that opens the navigation.
import { useLocation } from "@tanstack/react-router";
import { Menu } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Navigation } from "./Navigation";

export function PhoneMenu({ isReady }: { isReady: boolean }) {
  const { pathname } = useLocation();
  return (
    <Popover
      key={pathname} // the page that was chosen closes it
      label="Pages"
      className="max-h-(--radix-popover-content-available-height) w-64 overflow-y-auto p-0 md:hidden"
      trigger={
        <Button look="ghost" size="icon" className="md:hidden" aria-label="Pages">
          <Menu />
        </Button>
      }
    >
      <Navigation isReady={isReady} />
    </Popover>
  );
}
