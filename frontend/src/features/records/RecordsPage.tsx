// Under construction.
export const RecordsPage = () => <p />;
