-- What a process went through in a period; sequence flows are on record as activities, too.
CREATE INDEX steward_activity_started ON act_hi_actinst (proc_def_id_, start_time_) WHERE act_type_ <> 'sequenceFlow';
