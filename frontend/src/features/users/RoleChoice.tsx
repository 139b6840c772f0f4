// Chooses a role, with what it may do.
import type { Role } from "@/api/types";
import { ROLES } from "./roles";

export const RoleChoice = ({ role, onChange }: { role: Role; onChange: (role: Role) => void }) => (
  <fieldset className="flex flex-col gap-1.5">
    <legend className="mb-1 font-medium text-muted text-xs">Role</legend>
    {ROLES.map((choice) => (
      <label key={choice.role} className="flex cursor-pointer items-start gap-2">
        <input
          type="radio"
          name="role"
          className="mt-0.5 accent-accent"
          checked={role === choice.role}
          onChange={() => onChange(choice.role)}
        />
        <span>
          {choice.title} <span className="text-muted">{choice.may}</span>
        </span>
      </label>
    ))}
  </fieldset>
);
