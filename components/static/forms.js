// What is missing in a plain form is said in Dutch, whatever language the browser speaks; nothing typed is lost.
(() => {
  const words = ({ type, validity, minLength, maxLength }) => {
    if (validity.valueMissing) return type === 'file' ? 'Kies een bestand.' : 'Vul dit in.';
    if (validity.typeMismatch && type === 'email') return 'Vul een e-mailadres in, zoals naam@gemeente.nl.';
    if (validity.tooShort) return `Vul ten minste ${minLength} tekens in.`;
    if (validity.tooLong) return `Dit is te lang. Vul ten hoogste ${maxLength} tekens in.`;
    return 'Dit klopt niet. Kijk het na.';
  };
  document.addEventListener('invalid', ({ target }) => {
    target.setCustomValidity('');
    if (!target.validity.valid) target.setCustomValidity(words(target));
  }, true);
  for (const change of ['input', 'change']) {
    document.addEventListener(change, ({ target }) => target.setCustomValidity?.(''), true);
  }
})();
