/// What becomes of the answer to an effect that has arrived.
enum ArrivalAnswer { case prompt, after(Double), lost, never }
