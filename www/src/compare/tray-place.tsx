// Where the ticked models stand side by side. The code for it is fetched with the first tick.

import { Later } from "../components/later.tsx";
import { usePage } from "../state.ts";

const tray = () => import("./tray.tsx").then(({ Tray }) => Tray);

export function TrayPlace() {
  const { store } = usePage();
  const wanted = store.live.value && store.address.value.pick.length > 0;
  return <Later load={wanted ? tray : null} with={{}} />;
}
