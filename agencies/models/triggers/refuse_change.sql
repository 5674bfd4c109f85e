-- The one function behind every table whose rows are only ever added: "EXECUTE FUNCTION refuse_change('update')" names
-- in its refusal what may not be done. The rules that use it stand in files of their own. The sentence is the one that
-- django-pgtrigger gave such triggers, as logs and tests know it.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', TG_ARGV[0], TG_TABLE_NAME;
END $$;
