-- Protects the exceptions of small agencies: papers signed under an exemption name it, so it stays, and all that can be
-- done to it is to let it end earlier.

CREATE TRIGGER exemption_stays BEFORE DELETE ON reports_exemption
    FOR EACH ROW EXECUTE FUNCTION refuse_change('delete');

CREATE TRIGGER exemption_only_shortened BEFORE UPDATE ON reports_exemption
    FOR EACH ROW WHEN (
        NEW.until > OLD.until
        OR (NEW.agency_id, NEW.by_id, NEW.reason, NEW.granted_at)
            IS DISTINCT FROM (OLD.agency_id, OLD.by_id, OLD.reason, OLD.granted_at)
    )
    EXECUTE FUNCTION refuse_change('update');
