-- Lists of runs by their time, by their handler and by their status, beside a long history.
ALTER TABLE job_executions
    ADD KEY job_executions_time (scheduled_time, id),
    ADD KEY job_executions_handler (handler_name, id),
    ADD KEY job_executions_status (status, id);
