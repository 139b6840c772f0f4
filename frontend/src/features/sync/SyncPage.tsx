// Under construction.
export const SyncPage = () => <p />;
