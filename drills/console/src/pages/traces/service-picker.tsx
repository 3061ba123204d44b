interface ServicePickerProps {
  readonly services: readonly string[];
  readonly service: string | undefined;
  /** Told the service, or an empty text for all of them. */
  readonly onPick: (service: string) => void;
}

export function ServicePicker({ services, service, onPick }: ServicePickerProps) {
  const options = service === undefined || services.includes(service) ? services : [service, ...services];
  return (
    <label>
      <span className="said">Service</span>
      <select value={service ?? ''} onChange={({ target }) => onPick(target.value)}>
        <option value="">all services</option>
        {options.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
