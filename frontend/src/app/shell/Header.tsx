// Product name, build, connection state and the user's menu.
import { Link } from "@tanstack/react-router";
import type { Me } from "@/api/types";
import { Mark } from "@/components/Mark";
import { BuildNumber } from "./BuildNumber";
import { ConnectionState } from "./ConnectionState";
import { PhoneMenu } from "./PhoneMenu";
import { UserMenu } from "./UserMenu";

export const Header = ({ me }: { me: Me | undefined }) => (
  <header className="col-span-full flex items-center gap-3 border-b bg-surface pr-2 pl-3 max-md:gap-2 max-md:pl-1.5">
    <PhoneMenu isReady={me !== undefined} />
    <Link to="/" className="flex items-center gap-2 rounded-md font-semibold text-base">
      <Mark className="size-5" />
      eBay Connector
    </Link>
    <BuildNumber />
    <div className="ml-auto flex items-center gap-3">
      <ConnectionState />
      {me && <UserMenu me={me} />}
    </div>
  </header>
);
