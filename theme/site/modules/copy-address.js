// Copy the address of what a reader has put together.

// Returns whether it was copied; where the browser or the connection lets no script copy, the
// address stands in `field`, ready to be copied by hand.
export async function copyAddress(address, field) {
  field.value = address;
  try {
    await navigator.clipboard.writeText(address);
    field.hidden = true;
    return true;
  } catch {
    field.hidden = false;
    field.select();
    return false;
  }
}
