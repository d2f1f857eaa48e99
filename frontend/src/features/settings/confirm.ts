import { isProblem } from "@/api/problem";

type Ask = () => Promise<boolean>;
let ask: Ask | null = null;

/** The dialog that is on the page; gives back the way to take it away. */
export function offerConfirmation(dialog: Ask): () => void {
  ask = dialog;
  return () => {
    if (ask === dialog) ask = null;
  };
}

/** Does an act; where the server wants a fresh proof of who is there, asks for it and does the act again. */
export async function confirmed<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (!isProblem(error, "confirm-first") || !ask || !(await ask())) throw error;
    return act();
  }
}
