// Who may sign in, and as what. Only administrators come here.
import { useQuery } from "@tanstack/react-query";
import { Lock, UserPlus } from "lucide-react";
import { useState } from "react";
import { usePermissions } from "@/api/session";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page, PageBody, PageHeader } from "@/components/PageHeader";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useTitle } from "@/lib/useTitle";
import { AddUserDialog } from "./AddUserDialog";
import { usersQuery } from "./queries";
import { UsersTable } from "./UsersTable";

export function UsersPage() {
  useTitle("Users");
  const { isAdmin } = usePermissions();
  const [adding, setAdding] = useState(false);
  const { data: users, error, refetch } = useQuery({ ...usersQuery, enabled: isAdmin });
  if (!isAdmin) {
    return (
      <EmptyState icon={Lock} title="Only for administrators" heading="h1">
        An administrator can add users and change their roles here.
      </EmptyState>
    );
  }
  return (
    <Page>
      <PageHeader
        title="Users"
        actions={
          <Button look="solid" onClick={() => setAdding(true)}>
            <UserPlus /> Add user
          </Button>
        }
      >
        Who may sign in, and as what
      </PageHeader>
      <PageBody>
        {users && <UsersTable users={users} />}
        {!users && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows />)}
      </PageBody>
      <AddUserDialog open={adding} onOpenChange={setAdding} />
    </Page>
  );
}
