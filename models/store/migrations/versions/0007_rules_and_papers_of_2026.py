"""rules and papers of 2026"""

from alembic import op
import sqlalchemy as sa


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('attendance', sa.Column('reason_accepted', sa.Boolean(), nullable=False, server_default='0'))
    op.add_column('round', sa.Column('left_out', sa.String(), nullable=False, server_default=''))
    op.add_column('round', sa.Column('per_name', sa.Boolean(), nullable=False, server_default='0'))
    op.add_column('round_option', sa.Column('against', sa.Integer(), nullable=True))
    op.add_column('motion_option', sa.Column('floor_votes', sa.Integer(), nullable=True))
    op.add_column('motion_option', sa.Column('floor_present', sa.Integer(), nullable=True))
    op.add_column('resolution', sa.Column('limits', sa.String(), nullable=False, server_default=''))
